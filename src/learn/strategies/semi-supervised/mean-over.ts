import {
  cast,
  div,
  greaterEqual,
  maximum,
  mean,
  mul,
  onesLike,
  type Scalar,
  sum,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import type { SettingsOf, strategies } from '../../../catalogue/index.js';
import { detached } from '../../detached.js';
import type { Step, World } from '../../strategy.js';
import { knownLabels } from './known-labels.js';

/** What the sum of a cost over examples is divided by: published weights mean nothing without it. */
export type Denominator = SettingsOf<(typeof strategies)['pi-model']>['denominator'];

/**
 * The sum of the costs of the examples that count, over the size of the batch or over how many they are.
 *
 * @param costs [batch]
 * @param counts 1 for an example that counts, else 0: [batch]; all of them where it is not given
 */
export function meanOver(costs: Tensor1D, denominator: Denominator, counts = detached(() => onesLike(costs))): Scalar {
  const total = sum<Scalar>(mul(costs, counts));
  if (denominator === 'batch') return div(total, costs.size);
  return div(
    total,
    detached(() => maximum<Scalar>(sum(counts), 1)),
  );
}

/** The task's loss on the labels a batch is learned from, over its labeled examples or over all of it. */
export function labeledCost(step: Step, logits: Tensor2D, { task, train }: World, denominator: Denominator): Scalar {
  const labels = knownLabels(step.batch);
  const loss = task.hardLoss(logits, labels, train.labelSmoothing);
  return denominator === 'own'
    ? loss
    : mul(
        loss,
        detached(() => mean<Scalar>(cast(greaterEqual(labels, 0), 'float32'))),
      );
}
