import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';

/** What is learned. Classification first; nothing else in `learn` assumes more of a task than this. */
export interface Task {
  readonly name: 'classification';
  /** The metric of the task's own, larger is better: the default of `select` and `compare`. */
  readonly metric: string;
  /** Loss against labels, the mean over the labeled examples; label −1 counts nowhere. 0 where nothing is labeled. */
  hardLoss(logits: Tensor2D, labels: Tensor1D, labelSmoothing: number): Scalar;
}
