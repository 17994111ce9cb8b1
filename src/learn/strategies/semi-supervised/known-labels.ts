import { add, cast, less, mul, scalar, sub, type Tensor1D, tensor1d, tidy } from '@tensorflow/tfjs-core';
import type { Batch } from '../../batch.js';
import { detached } from '../../detached.js';

/**
 * The labels a batch is learned from, [batch], −1 elsewhere: of its labeled pool alone where it has one, so that an
 * example drawn again from among all of them counts as if it had none.
 */
export function knownLabels({ labels, pools, size }: Batch): Tensor1D {
  const labeled = pools.find(({ of }) => of === 'labeled');
  if (!labeled || !pools.some(({ of }) => of === 'all')) return labels;
  return detached(() =>
    tidy(() => {
      const isSeen = new Int32Array(size).fill(1, labeled.from, labeled.to);
      const one = scalar(1, 'int32');
      return sub<Tensor1D>(mul(add(labels, one), tensor1d(isSeen, 'int32')), one);
    }),
  );
}

/** 1 where nothing is known of an example, else 0: float32 [batch]. */
export const isUnlabeled = (batch: Batch): Tensor1D =>
  detached(() => tidy(() => cast(less(knownLabels(batch), 0), 'float32') as Tensor1D));
