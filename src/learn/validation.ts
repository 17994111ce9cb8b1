import { metricKey } from '../catalogue/index.js';
import { must } from '../lib/bug.js';
import { TrainingFailure } from './failure.js';
import type { Validation } from './loop.js';
import { findMetric, isAboutPredictions, measure } from './metrics/index.js';
import { predict } from './predict.js';
import type { ImageBatches } from './streams/index.js';

/** What is measured and looked at, whatever weights are chosen by. */
const always = ['accuracy', 'nll'].map(name => ({ name, settings: {} }));

/**
 * Measures a product on the validation part after each epoch: accuracy, nll, and what weights are chosen by.
 *
 * @param select name of a metric, with the settings it has by default
 * @param labels of the images, in their order
 */
export function createValidation(
  select: string,
  images: ImageBatches,
  labels: Uint8Array,
  classes: number,
  signal: AbortSignal,
): Validation {
  const found = findMetric(select);
  if (!found || !isAboutPredictions(found.metric))
    throw new TrainingFailure('refused', `weights cannot be chosen by ${select}`);
  const { entry, metric } = found;
  return {
    better: entry.better ?? 'larger',
    async measure(product) {
      const logits = await predict(product, images, classes, signal);
      const size = { parameters: product.parameters, flops: product.flops, bytes: 4 * product.parameters };
      const measured = measure([...always, metric], {
        predictions: { logits, labels, classes },
        teachers: [],
        product: size,
      });
      return { ...measured, [select]: must(measured[metricKey(metric)], `metric ${select}`) };
    },
  };
}
