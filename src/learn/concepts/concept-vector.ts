import { type Activations, dot, rowOf, unit } from './activations.js';
import { type FitClassifier, logistic, pattern, ridge } from './linear-classifier.js';
import { standardize } from './standardize.js';

/** The direction of a concept among activations (Kim et al., 2018). */
export interface ConceptVector {
  /** Of length 1, pointing to the images that have the concept. */
  readonly direction: Float64Array;
  /** On a third of both sides that it was not fitted to. */
  readonly accuracy: number;
}

export interface FitSettings {
  readonly classifier: keyof typeof classifiers;
  readonly l2: number;
}

const classifiers = { logistic, ridge, pattern } satisfies Record<string, FitClassifier>;

const heldOut = 1 / 3;

/**
 * Fits a linear classifier of one set against another to two thirds of each, on standardized features, and takes what
 * is perpendicular to its border: w = w_std / σ, then w / ‖w‖, with mean(a | first)·v > mean(a | second)·v.
 *
 * @param first,second rows of the activations, as many of each, in random order: the last third is held out
 */
export function conceptVector(
  activations: Activations,
  first: readonly number[],
  second: readonly number[],
  { classifier, l2 }: FitSettings,
): ConceptVector {
  const size = Math.min(first.length, second.length);
  const fitted = size - Math.max(1, Math.round(size * heldOut));
  const chosen = [...first.slice(0, fitted), ...second.slice(0, fitted)];
  const labels = Float64Array.from(chosen, (_, at) => (at < fitted ? 1 : -1));
  const { rows, deviations } = standardize(activations, chosen);
  const found = classifiers[classifier](rows, labels, l2);
  const raw = found.direction.map((value, feature) => value / (deviations[feature] ?? 1));
  const meanOf = (images: readonly number[]): number => mean(images.map(image => dot(rowOf(activations, image), raw)));
  const [here, there] = [meanOf(first.slice(0, fitted)), meanOf(second.slice(0, fitted))];
  const sign = here >= there ? 1 : -1;
  // On standardized rows the output is raw·(a − mean) + bias, and the mean of the rows is the middle of both sides.
  const border = (here + there) / 2 - found.bias;
  const isFirst = (image: number): boolean => dot(rowOf(activations, image), raw) > border;
  const right = [
    ...first.slice(fitted, size).map(image => isFirst(image)),
    ...second.slice(fitted, size).map(image => !isFirst(image)),
  ];
  return {
    direction: unit(raw.map(value => sign * value)),
    accuracy: right.filter(Boolean).length / Math.max(1, right.length),
  };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
