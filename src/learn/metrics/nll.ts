import type { Metric } from './metric.js';
import { logitsOf, meanOver } from './predictions.js';
import { logSoftmax } from './softmax.js';

/** −mean log p(label), in nats. */
export const nll: Metric<unknown> = ({ predictions }) =>
  meanOver(predictions, (example, label) => -(logSoftmax(logitsOf(predictions, example))[label] ?? 0));
