import type { Metric } from './metric.js';
import { logitsOf, meanOver } from './predictions.js';
import { softmax } from './softmax.js';

/** Mean over examples of Σ_c (p_c − [c = label])², from 0 to 2. Source: Brier 1950. */
export const brier: Metric<unknown> = ({ predictions }) =>
  meanOver(predictions, (example, label) => {
    const probabilities = softmax(logitsOf(predictions, example));
    let sum = 0;
    for (let index = 0; index < probabilities.length; index++)
      sum += ((probabilities[index] ?? 0) - (index === label ? 1 : 0)) ** 2;
    return sum;
  });
