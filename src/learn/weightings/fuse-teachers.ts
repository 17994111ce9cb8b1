import { addN, div, mul, slice, softmax, type Tensor1D, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core';
import { Bug } from '../../lib/bug.js';
import type { Weighting } from './weighting.js';

/** What several teachers say together. */
export interface Fusion {
  /** [batch, teachers], rows adding up to 1. */
  readonly weights: Tensor2D;
  /** [batch, classes] */
  readonly fused:
    | { readonly of: 'losses' }
    | { readonly of: 'logits'; readonly logits: Tensor2D }
    | { readonly of: 'probabilities'; readonly probabilities: Tensor2D };
}

/**
 * Mixes K ≥ 2 teachers by their weights: Σ_m w_m softmax(z_m / T), or Σ_m w_m z_m where logits are averaged. Distilling
 * from mixed probabilities p̄ is the published Σ_m w_m KL(p_m ‖ q) less Σ_m w_m KL(p_m ‖ p̄), which is free of the
 * student q: the same gradient in one pass.
 *
 * @param teacherLogits float32 [batch, classes] each
 * @param labels [batch], −1 where the label is not known
 * @param images that the logits are of
 */
export function fuseTeachers(
  weighting: Weighting,
  teacherLogits: readonly Tensor2D[],
  labels: Tensor1D,
  temperature: number,
  images: () => Tensor4D,
): Fusion {
  if (teacherLogits.length < 2) throw new Bug(`${teacherLogits.length} teachers need no weighing`);
  const weights = weighting.weigh(teacherLogits, labels, images);
  if (weighting.averages === 'losses') return { weights, fused: { of: 'losses' } };
  const average = (values: readonly Tensor2D[]): Tensor2D =>
    addN(values.map((value, teacher) => mul<Tensor2D>(value, slice(weights, [0, teacher], [-1, 1]))));
  if (weighting.averages === 'logits') return { weights, fused: { of: 'logits', logits: average(teacherLogits) } };
  const probabilities = teacherLogits.map(logits => softmax(div<Tensor2D>(logits, temperature)));
  return { weights, fused: { of: 'probabilities', probabilities: average(probabilities) } };
}
