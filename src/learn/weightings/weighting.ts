import type { Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Teacher } from '../strategy.js';

/** How the teachers of an ensemble count. */
export interface Weighting {
  /** What the weights are an average of. */
  readonly averages: 'probabilities' | 'logits' | 'losses';
  /** Whether weights differ from example to example, and are worth being watched. */
  readonly variesByExample: boolean;
  /**
   * Weights of the teachers for each example, every row adding up to 1.
   *
   * @param teacherLogits K ≥ 2 times float32 [batch, classes]
   * @param labels [batch], −1 where the label is not known
   * @param images that the logits are of
   * @returns float32 [batch, teachers]
   */
  weigh(teacherLogits: readonly Tensor2D[], labels: Tensor1D, images: () => Tensor4D): Tensor2D;
}

export type WeightingBuilder<Settings> = (settings: Settings, teachers: readonly Teacher[]) => Weighting;
