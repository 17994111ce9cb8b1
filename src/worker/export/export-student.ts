import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DataEnvironment } from '../../data/index.js';
import { foldScales } from '../../formats/index.js';
import { startEngine } from '../../learn/engines/start-engine.js';
import { onPixels } from '../../learn/trace/on-pixels.js';
import { traceNet } from '../../learn/trace/trace-net.js';
import type { EvaluateSpec } from '../../plan/index.js';
import { openStore } from '../../store/index.js';
import { createDatasets, partOf } from '../jobs/datasets.js';
import { expectFit } from '../jobs/expect-fit.js';
import { openProduct } from '../jobs/product.js';
import type { ExportOrder, studentPapers } from '../protocol.js';
import { drawSample } from './sample.js';
import { describeStudent } from './student-facts.js';
import { modelFiles } from './student-files.js';
import { readme } from './student-readme.js';

/**
 * Writes the product of an evaluation as files for other programs, with all that is needed to use it and to check it. It
 * is built anew on the engine that is part of kd, whichever has trained it.
 *
 * @throws JobFailure, DataError, DamagedObject, TrainingFailure `refused`
 */
export async function exportStudent(
  order: ExportOrder,
  environment: DataEnvironment,
): Promise<{ readonly notes: readonly string[] }> {
  const { objects } = openStore(order.store, 'read');
  const evaluation = objects.info(order.result);
  const spec = evaluation.spec as EvaluateSpec;
  await startEngine('wasm', { threads: 1 });
  const dataset = createDatasets(environment).open(spec.data);
  const part = partOf(dataset, spec.part);
  const product = await openProduct(spec.product, objects);
  expectFit(product, part.set);

  const graph = foldScales(traceNet(onPixels(product, dataset.normalization), part.set.shape));
  const sample = await drawSample(product, dataset.normalization, part);
  const facts = describeStudent({ order, spec, evaluation, product, dataset, object: objects.info(spec.product) });
  const { files, models, notes } = modelFiles(graph, order.as, facts);
  const whole = { ...facts, models, notes };
  const papers: Readonly<Record<(typeof studentPapers)[number], string>> = {
    'README.md': readme(whole),
    'student.json': `${JSON.stringify(whole, undefined, 2)}\n`,
    'sample.json': `${JSON.stringify(sample)}\n`,
  };
  for (const [path, content] of Object.entries<string | Uint8Array>({ ...papers, ...files })) {
    mkdirSync(dirname(join(order.to, path)), { recursive: true });
    writeFileSync(join(order.to, path), content);
  }
  return { notes };
}
