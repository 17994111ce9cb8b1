import type { Metric } from './metric.js';
import { logitsOf, meanOver } from './predictions.js';

/** Share of examples whose label is among the k largest logits. Among equal ones the first counts, as in accuracy. */
export const topK: Metric<{ readonly k: number }> = ({ predictions }, { k }) =>
  meanOver(predictions, (example, label) => (rankOf(label, logitsOf(predictions, example)) < k ? 1 : 0));

/** How many classes stand before a class. */
function rankOf(label: number, logits: Float32Array): number {
  const own = logits[label] ?? Number.NEGATIVE_INFINITY;
  return logits.reduce((rank, logit, index) => rank + (logit > own || (logit === own && index < label) ? 1 : 0), 0);
}
