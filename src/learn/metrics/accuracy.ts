import type { Metric } from './metric.js';
import { largest, logitsOf, meanOver } from './predictions.js';

/** Share of examples whose largest logit is that of the label. */
export const accuracy: Metric<unknown> = ({ predictions }) =>
  meanOver(predictions, (example, label) => (largest(logitsOf(predictions, example)) === label ? 1 : 0));
