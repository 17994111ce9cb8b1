import { largest, logitsOf, type Predictions } from './predictions.js';

/** A class held against all others. */
export interface OneAgainstRest {
  /** For each example the log-odds of the class, which rise with its probability and, unlike it, never come to 1. */
  readonly scores: Float64Array;
  /** For each example whether it is of the class, and whether the class is its most probable. */
  readonly isOf: readonly boolean[];
  readonly isNamed: readonly boolean[];
}

/**
 * A number about one class against the rest: about the class asked for, of two classes about the second, as `positive`
 * is usually written last; else the mean over the classes for which there is one. 0 where there is none.
 *
 * @param of undefined where the number does not exist, as for a class without examples
 */
export function overClasses(
  predictions: Predictions,
  asked: number | undefined,
  of: (held: OneAgainstRest) => number | undefined,
): number {
  const one = asked ?? (predictions.classes === 2 ? 1 : undefined);
  const classes = one === undefined ? [...Array(predictions.classes).keys()] : [one];
  const values = classes.flatMap(index => of(hold(predictions, index)) ?? []);
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function hold(predictions: Predictions, index: number): OneAgainstRest {
  const { labels } = predictions;
  return {
    scores: Float64Array.from(labels, (_, example) => logOdds(logitsOf(predictions, example), index)),
    isOf: Array.from(labels, label => label === index),
    isNamed: Array.from(labels, (_, example) => largest(logitsOf(predictions, example)) === index),
  };
}

/** log p − log(1 − p) of a class: its logit less the log of the sum of the exponentials of all others. */
function logOdds(logits: Float32Array, index: number): number {
  const others = [...logits].filter((_, at) => at !== index);
  const most = Math.max(...others);
  return (logits[index] ?? 0) - most - Math.log(others.reduce((sum, logit) => sum + Math.exp(logit - most), 0));
}
