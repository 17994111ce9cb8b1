import type { Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Teacher } from '../strategy.js';

/** How the teachers of an ensemble count. */
export interface Weighting {
  /** What the weights are an average of. */
  readonly averages: 'probabilities' | 'logits' | 'losses';
  /** Whether weights differ from batch to batch, and are worth being watched. */
  readonly varies: boolean;
  /** Weights of the teachers for each example, every row adding up to 1: float32 [batch, teachers]. */
  weigh(said: Said): Tensor2D;
}

/** What is said of a batch; no gradient flows into any of it. */
export interface Said {
  /** Logits of K ≥ 2 teachers, float32 [batch, classes] each. */
  readonly teachers: readonly Tensor2D[];
  /** Logits of the student at this moment, float32 [batch, classes]. */
  readonly student: Tensor2D;
  /** [batch], −1 where the label is not known. */
  readonly labels: Tensor1D;
  /** That the logits are of. */
  readonly images: () => Tensor4D;
  /** At which the teachers are listened to. */
  readonly temperature: number;
}

export type WeightingBuilder<Settings> = (settings: Settings, teachers: readonly Teacher[]) => Weighting;
