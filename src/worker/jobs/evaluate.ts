import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { givesPictures } from '../../catalogue/index.js';
import {
  type HeatMaps,
  heatMapsFile,
  heatMapsText,
  mostConfused,
  talliesFile,
  talliesText,
} from '../../formats/index.js';
import { isAboutPredictions, type Measured, measure, type ProductSize, tally } from '../../learn/metrics/index.js';
import { predict } from '../../learn/predict.js';
import type { Product } from '../../learn/strategy.js';
import { openImageBatches } from '../../learn/streams/index.js';
import type { DataSpec, EvaluateSpec } from '../../plan/index.js';
import { type JobContext, JobFailure } from '../job-context.js';
import { labelsOf, type OpenDataset, partOf } from './datasets.js';
import { expectFit } from './expect-fit.js';
import { heatMaps } from './heat-maps.js';
import { isNet } from './is-net.js';
import type { JobRunner } from './job-runner.js';
import { openProduct, productSize } from './product.js';
import { readLogits } from './stored-logits.js';

/** Measures a product on a part of its data and on further test sets. */
export const evaluate: JobRunner<EvaluateSpec> = async (spec, context, { datasets }) => {
  const dataset = datasets.open(spec.data);
  const product = await openProduct(spec.product, context.store);
  const size = productSize(spec.product, product, context.store);
  const part = partOf(dataset, spec.part);
  const { classNames } = part.set;
  expectFit(product, part.set);
  const teachers = spec.teachers.map(id => readLogits(context.store, id, part.indices.length, classNames.length));
  const images = openImageBatches(part.set, dataset.normalization, part.indices);
  const logits = await predict(product, images, classNames.length, context.signal);
  const predictions = { logits, labels: labelsOf(part), classes: classNames.length };
  const metrics = measure(spec.metrics, { predictions, teachers, product: size });
  writeFileSync(join(context.output, talliesFile), counted(predictions, classNames, size));

  const pictures = spec.metrics.filter(givesPictures);
  if (pictures.length > 0) {
    if (!isNet(product)) throw new JobFailure('refused', 'the product is no whole net, and shows no maps');
    const looked = { ...part, images, logits };
    const maps: HeatMaps[] = [];
    for (const picture of pictures) maps.push(await heatMaps(product, picture, looked));
    writeFileSync(join(context.output, heatMapsFile), heatMapsText(maps));
  }

  // Size is the same on every set, and there are no outputs of the teachers on the external ones.
  const portable = spec.metrics.filter(isAboutPredictions);
  for (const [index, external] of spec.external.entries()) {
    const measured = await predictExternal(product, external, datasets.open(external), dataset, context);
    const suffix = `@${nameOf(index, spec.external)}`;
    Object.assign(metrics, measure(portable, { predictions: measured, teachers: [], product: size }, suffix));
  }
  return { metrics, warnings: [] };
};

/** What a report needs beyond numbers; it changes no metric, and so no identity. */
function counted(predictions: Measured['predictions'], classes: readonly string[], size: ProductSize): string {
  const { confusion, reliability } = tally(predictions);
  return talliesText({
    version: 1,
    classes,
    examples: predictions.labels.length,
    ...(classes.length <= mostConfused ? { confusion } : {}),
    reliability,
    size,
  });
}

/** `images`, and `images-2` for the second set of that name: data of a user's own are all called after their layout. */
function nameOf(index: number, external: readonly DataSpec[]): string {
  const name = external[index]?.from.name ?? '';
  const before = external.slice(0, index).filter(({ from }) => from.name === name).length;
  return before === 0 ? name : `${name}-${before + 1}`;
}

/** Images are normalized as those of the experiment's own data set: that belongs to what the product has learned. */
async function predictExternal(
  product: Product,
  { from }: DataSpec,
  external: OpenDataset,
  own: OpenDataset,
  { signal }: JobContext,
): Promise<Measured['predictions']> {
  const part = partOf(external, 'test');
  const { shape, classNames } = own.test;
  if (`${part.set.shape}` !== `${shape}`)
    throw new JobFailure(
      'refused',
      `images of ${from.name} are ${part.set.shape.join('×')}, expected ${shape.join('×')}`,
    );
  const classOf = part.set.classNames.map(name =>
    classNames.findIndex(other => other.toLowerCase() === name.toLowerCase()),
  );
  const unknown = part.set.classNames.find((_, label) => (classOf[label] ?? -1) < 0);
  if (unknown !== undefined)
    throw new JobFailure('refused', `class ${unknown} of ${from.name} is none of ${classNames.join(', ')}`);

  const images = openImageBatches(part.set, own.normalization, part.indices);
  const logits = await predict(product, images, classNames.length, signal);
  const labels = labelsOf(part).map(label => classOf[label] ?? 0);
  return { logits, labels, classes: classNames.length };
}
