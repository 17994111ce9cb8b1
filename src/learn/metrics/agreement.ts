import type { Metric } from './metric.js';
import { largest, logitsOf, meanOver } from './predictions.js';
import { softmax } from './softmax.js';

/** Share of examples where the product's class is the one of the teachers' mean probabilities. */
export const agreement: Metric<unknown> = ({ predictions, teachers }) => {
  const { classes } = predictions;
  return meanOver(predictions, example => {
    const sum = new Float64Array(classes);
    for (const logits of teachers) {
      const probabilities = softmax(logitsOf({ logits, classes }, example));
      for (let index = 0; index < classes; index++) sum[index] = (sum[index] ?? 0) + (probabilities[index] ?? 0);
    }
    return largest(sum) === largest(logitsOf(predictions, example)) ? 1 : 0;
  });
};
