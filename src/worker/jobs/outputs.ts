import { predict } from '../../learn/predict.js';
import { openImageBatches } from '../../learn/streams/index.js';
import type { OutputsSpec } from '../../plan/index.js';
import { partOf } from './datasets.js';
import { expectFit } from './expect-fit.js';
import type { JobRunner } from './job-runner.js';
import { openProduct } from './product.js';
import { writeLogits } from './stored-logits.js';

/** Runs a product over a part of the data and keeps its logits. */
export const outputs: JobRunner<OutputsSpec> = async (spec, context, { datasets }) => {
  const dataset = datasets.open(spec.data);
  const product = await openProduct(spec.product, context.store);
  const { set, indices } = partOf(dataset, spec.part);
  expectFit(product, set);
  const images = openImageBatches(set, dataset.normalization, indices);

  const logits = await predict(product, images, set.classNames.length, context.signal);

  writeLogits(context.output, logits);
  return { metrics: { examples: indices.length }, warnings: [] };
};
