import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { onnxFile, openImported, openModel } from '../../learn/imported-net.js';
import type { ProductSize } from '../../learn/metrics/index.js';
import { buildRecipe } from '../../learn/strategies/index.js';
import type { Product, Teacher } from '../../learn/strategy.js';
import { loadWeights, serializeWeights, type WeightsManifest } from '../../learn/weights.js';
import { Bug } from '../../lib/bug.js';
import type { JobId, JobSpec, TrainSpec } from '../../plan/index.js';
import { DamagedObject, type ObjectReader } from '../../store/index.js';
import { JobFailure } from '../job-context.js';
import { readImport } from './import.js';
import { isNet } from './is-net.js';
import { createStudent, createWorld } from './world.js';

/** Files of a trained product in its object; the rest of it follows from the spec. */
const weightsFile = 'weights.bin';
const manifestFile = 'manifest.json';

export async function saveProduct(folder: string, { variables }: Product): Promise<void> {
  const { manifest, bytes } = await serializeWeights(variables);
  writeFileSync(join(folder, weightsFile), bytes);
  writeFileSync(join(folder, manifestFile), `${JSON.stringify(manifest)}\n`);
}

/**
 * Rebuilds what a `train` or `import` job has made: modules from the job's spec, weights by name. Its variables live
 * until the end of the job that opens it.
 *
 * @throws WeightsMismatch, DamagedObject
 */
export async function openProduct(id: JobId, store: ObjectReader): Promise<Product> {
  const spec = store.info(id).spec as JobSpec;
  if (spec.kind === 'import')
    return store.has(id) ? openImported(store.folder(id), file => store.read(id, file)) : openModel(readImport(spec));
  if (spec.kind !== 'train') throw new Bug(`the job ${id} is of kind ${spec.kind} and has no product`);
  const teachers = await Promise.all(spec.teachers.map(({ product }) => openTeacher(product, store)));
  const { product } = buildRecipe(spec.strategy, createWorld(spec, createStudent(spec), teachers));
  // Where a plan is tried out, the spec may be known before the object is there.
  if (store.has(id)) {
    const { bytes, manifest } = readWeights(id, store);
    loadWeights(bytes, manifest, product.variables);
  }
  return product;
}

/** A product that others learn from. */
export async function openTeacher(id: JobId, store: ObjectReader): Promise<Teacher> {
  const product = await openProduct(id, store);
  if (!isNet(product))
    throw new JobFailure('refused', `what strategy ${strategyOf(id, store)} makes is no whole net, and cannot teach`);
  return { label: labelOf(id, store), net: product };
}

/** @throws DamagedObject */
export function readWeights(
  id: JobId,
  store: ObjectReader,
): { readonly bytes: Uint8Array; readonly manifest: WeightsManifest } {
  const manifest = parsed(store.read(id, manifestFile));
  if (!manifest) throw new DamagedObject(id, store.folder(id), `${manifestFile} is not JSON`);
  return { bytes: store.read(id, weightsFile), manifest };
}

function parsed(json: Buffer): WeightsManifest | undefined {
  try {
    return JSON.parse(json.toString('utf8')) as WeightsManifest;
  } catch {
    return undefined;
  }
}

export function productSize(id: JobId, { parameters, flops }: Product, store: ObjectReader): ProductSize {
  return { parameters, flops, bytes: statSync(productFile(store.folder(id))).size };
}

/** The file that holds the weights: an ONNX net has them inside. */
const productFile = (folder: string): string =>
  [weightsFile, onnxFile].map(file => join(folder, file)).find(existsSync) ?? join(folder, weightsFile);

const strategyOf = (id: JobId, store: ObjectReader): string => (store.info(id).spec as TrainSpec).strategy.name;

function labelOf(id: JobId, store: ObjectReader): string {
  const spec = store.info(id).spec as JobSpec;
  return spec.kind === 'train' ? spec.net.name : 'imported';
}
