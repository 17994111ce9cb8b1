import { largest, logitsOf, type Predictions } from './predictions.js';
import { softmax } from './softmax.js';

/** Predictions, counted. */
interface Tally {
  /** [classes, classes]: examples of a class (row) that were taken for a class (column). */
  readonly confusion: readonly (readonly number[])[];
  readonly reliability: readonly { readonly count: number; readonly confidence: number; readonly correct: number }[];
}

/** As many as the metric `ece` has where nothing else is asked for. */
const bins = 15;

/**
 * Counts predictions by right and named class, and by confidence in 15 bins of equal width (lo, hi] of the largest
 * probability; from the bins ece = Σ_b |correct − confidence| / n. Source: Guo, Pleiss, Sun & Weinberger 2017, section 2.
 */
export function tally(predictions: Predictions): Tally {
  const { classes, labels } = predictions;
  const confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  const reliability = Array.from({ length: bins }, () => ({ count: 0, confidence: 0, correct: 0 }));
  labels.forEach((label, example) => {
    const logits = logitsOf(predictions, example);
    const named = largest(logits); // as for accuracy: probabilities may be equal where logits are not
    const confidence = softmax(logits)[named] ?? 0;
    const row = confusion[label];
    if (row) row[named] = (row[named] ?? 0) + 1;
    const bin = reliability[Math.min(bins, Math.max(1, Math.ceil(confidence * bins))) - 1];
    if (!bin) return;
    bin.count += 1;
    bin.confidence += confidence;
    bin.correct += named === label ? 1 : 0;
  });
  return { confusion, reliability };
}
