import { statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';

import { DataError } from './data-error.js';
import { type DataFile, expectInside, readContent, reading } from './file-content.js';

/** A TensorFlow.js layers model as `model.json` describes it. */
export interface ModelDescription {
  readonly modelTopology: object;
  readonly userDefinedMetadata?: unknown;
  readonly weightsManifest: readonly {
    readonly paths: readonly string[];
    readonly weights: readonly { readonly name: string; readonly shape: readonly number[]; readonly dtype: string }[];
  }[];
}

/**
 * The files of a ready-made net: the one named, and the weight files that a `model.json` names beside it.
 *
 * @throws DataError where a file is missing or of another kind, where `model.json` is not one, or where it names a file outside its folder
 */
export function modelFiles(path: string): readonly DataFile[] {
  const own: DataFile = { name: basename(path), path };
  reading(path, () => statSync(path));
  if (path.endsWith('.onnx')) return [own];
  if (!path.endsWith('.json'))
    throw new DataError(`${path}: expected a model.json of TensorFlow.js layers, or a .onnx file`);
  const folder = dirname(path);
  const shards = readModel(own).weightsManifest.flatMap(({ paths }) => paths);
  if (new Set(shards).size < shards.length) throw new DataError(`${path}: names a weight file twice`);
  return [own, ...shards.map(name => ({ name, path: inside(folder, name, path) }))];
}

/** @throws DataError where the file is no layers model */
export function readModel(file: DataFile): ModelDescription {
  const text = Buffer.from(readContent(file).bytes).toString('utf8');
  const model = reading(file.path, () => JSON.parse(text) as unknown);
  if (isRecord(model) && model.format === 'graph-model')
    throw new DataError(`${file.path}: is a graph model, expected a layers model (\`tf.LayersModel\`)`);
  if (!isRecord(model) || !isRecord(model.modelTopology) || !Array.isArray(model.weightsManifest))
    throw new DataError(
      `${file.path}: has no modelTopology and weightsManifest, expected a TensorFlow.js layers model`,
    );
  if (!model.weightsManifest.every(isGroup))
    throw new DataError(`${file.path}: its weightsManifest does not say which weights are in which files`);
  return model as object as ModelDescription;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const isGroup = (group: unknown): boolean =>
  isRecord(group) &&
  Array.isArray(group.paths) &&
  group.paths.every(path => typeof path === 'string' && path !== '') &&
  Array.isArray(group.weights) &&
  group.weights.every(isWeight);

const isWeight = (weight: unknown): boolean =>
  isRecord(weight) &&
  typeof weight.name === 'string' &&
  typeof weight.dtype === 'string' &&
  Array.isArray(weight.shape) &&
  weight.shape.every(length => Number.isSafeInteger(length) && length >= 0);

/** A model comes from anywhere, and must not read what it likes. */
function inside(folder: string, name: string, path: string): string {
  const shard = join(folder, name);
  const way = relative(folder, shard);
  if (isAbsolute(name) || way.startsWith('..')) throw new DataError(`${path}: names ${name}, outside its own folder`);
  expectInside(folder, shard);
  return shard;
}
