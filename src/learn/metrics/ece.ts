import type { Metric } from './metric.js';
import { largest, logitsOf } from './predictions.js';
import { softmax } from './softmax.js';

/**
 * Expected calibration error: Σ_b |b|/n · |accuracy(b) − mean confidence(b)| over bins of equal width (lo, hi] of the
 * largest probability. Source: Guo, Pleiss, Sun & Weinberger 2017, section 2.
 */
export const ece: Metric<{ readonly bins: number }> = ({ predictions }, { bins }) => {
  // |b| times the gap is |Σ correct − Σ confidence| over the bin.
  const gaps = new Float64Array(bins);
  predictions.labels.forEach((label, example) => {
    const probabilities = softmax(logitsOf(predictions, example));
    const predicted = largest(probabilities);
    const confidence = probabilities[predicted] ?? 0;
    const bin = Math.min(bins, Math.max(1, Math.ceil(confidence * bins))) - 1;
    gaps[bin] = (gaps[bin] ?? 0) + (predicted === label ? 1 : 0) - confidence;
  });
  return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / predictions.labels.length;
};
