import type { Metric } from './metric.js';
import { logitsOf, meanOver } from './predictions.js';
import { softmax } from './softmax.js';

/** Mean over examples of Σ_c (p_c − [c = label])², from 0 to 2. Source: Brier 1950. */
export const brier: Metric<unknown> = ({ predictions }) =>
  meanOver(predictions, (example, label) =>
    softmax(logitsOf(predictions, example)).reduce(
      (sum, probability, index) => sum + (probability - (index === label ? 1 : 0)) ** 2,
      0,
    ),
  );
