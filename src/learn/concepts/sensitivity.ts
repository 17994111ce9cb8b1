import { type Activations, dot, rowOf } from './activations.js';

/** What the derivatives of a class's logit along a direction come to, over images of the class. */
export interface Sensitivity {
  /** Share of images with S > 0: the score of TCAV. */
  readonly tcav: number;
  /** Mean of σ(S / (α · sd S)): the same without the step at 0. */
  readonly smooth: number;
  /** Mean of max(0, S / ‖∇‖), a cosine. */
  readonly magnitude: number;
  /** Mean of max(0, S). */
  readonly raw: number;
}

/**
 * S(x) = ∇_a z_k(a)·v over the images of a class, put together (Kim et al., "Interpretability Beyond Feature
 * Attribution", 2018; the smooth score after α-TCAV).
 *
 * @param gradients of the logit by the activations, a row for each image
 * @param lengths of the gradients
 * @param direction of length 1
 * @param smoothness α of the smooth score
 */
export function sensitivity(
  gradients: Activations,
  lengths: readonly number[],
  direction: Float64Array,
  smoothness: number,
): Sensitivity {
  const derivatives = Array.from({ length: gradients.images }, (_, image) => dot(rowOf(gradients, image), direction));
  const average = mean(derivatives);
  const deviation = Math.sqrt(mean(derivatives.map(value => (value - average) ** 2)));
  // With no spread at all it is the step.
  const soft = (value: number): number =>
    deviation > 0 ? 1 / (1 + Math.exp(-value / (smoothness * deviation))) : (Math.sign(value) + 1) / 2;
  return {
    tcav: mean(derivatives.map(value => (value > 0 ? 1 : 0))),
    smooth: mean(derivatives.map(soft)),
    magnitude: mean(derivatives.map((value, at) => (value > 0 ? value / (lengths[at] ?? 1) : 0))),
    raw: mean(derivatives.map(value => Math.max(0, value))),
  };
}

/** Euclidean length of each row. */
export const lengthsOf = (rows: Activations): readonly number[] =>
  Array.from({ length: rows.images }, (_, image) => {
    const row = rowOf(rows, image);
    return Math.sqrt(dot(row, row));
  });

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
