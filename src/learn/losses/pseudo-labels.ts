import {
  add,
  argMax,
  cast,
  greaterEqual,
  max,
  mul,
  scalar,
  softmax,
  sub,
  type Tensor1D,
  type Tensor2D,
  tidy,
} from '@tensorflow/tfjs-core';
import { detached } from '../detached.js';

/**
 * The most probable class of each example where its probability at temperature 1 is at least `threshold`, else −1, which
 * counts nowhere. No gradient flows through it. Lee, 2013; Sohn et al., FixMatch, 2020.
 *
 * @param logits float32 [batch, classes]
 * @returns int32 [batch]
 */
export const pseudoLabels = (logits: Tensor2D, threshold: number): Tensor1D =>
  detached(() =>
    tidy(() => {
      const isConfident = cast(greaterEqual(max(softmax(logits), -1), threshold), 'int32'); // [batch]
      // Not by `where`, which takes the bits of −1 for an integer on some engines.
      return sub<Tensor1D>(mul(isConfident, add(argMax(logits, -1), scalar(1, 'int32'))), scalar(1, 'int32'));
    }),
  );
