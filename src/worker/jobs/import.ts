import { DataError, fingerprintOf, modelFiles, readContent, readModel } from '../../data/index.js';
import { type LayersParts, type ModelParts, saveImported } from '../../learn/imported-net.js';
import { must } from '../../lib/bug.js';
import type { ImportSpec } from '../../plan/index.js';
import { JobFailure } from '../job-context.js';
import type { JobRunner } from './job-runner.js';

/** Takes a net that was trained elsewhere into the store. */
export const importNet: JobRunner<ImportSpec> = async (spec, { output }) => {
  const parts = readImport(spec);
  try {
    await saveImported(output, parts);
  } catch (cause) {
    throw cause instanceof DataError ? new DataError(`${spec.path}: ${cause.message}`, { cause }) : cause;
  }
  return { metrics: {}, warnings: [] };
};

/** @throws DataError where the files are damaged or have changed; JobFailure `refused` where kd cannot read such weights */
export function readImport({ path, fingerprint }: ImportSpec): ModelParts {
  const contents = modelFiles(path).map(readContent);
  if (fingerprintOf(contents) !== fingerprint) throw new DataError(`${path}: has changed since the run was planned`);
  const [first] = contents;
  if (path.endsWith('.onnx')) return { onnx: must(first, 'model file').bytes };
  const { modelTopology, weightsManifest, userDefinedMetadata } = readModel(must(first, 'model file'));
  const weightSpecs = weightsManifest.flatMap(({ weights }) => weights) as LayersParts['weightSpecs'];
  const weights = Buffer.concat(contents.slice(1).map(({ bytes }) => bytes));
  const expected = weightSpecs.reduce((sum, spec) => sum + bytesOf(spec), 0);
  if (weights.length !== expected)
    throw new DataError(`${path}: its weight files hold ${weights.length} bytes, expected ${expected}`);
  return { modelTopology, weightSpecs, weightData: Uint8Array.from(weights).buffer, userDefinedMetadata };
}

function bytesOf({ shape, dtype, quantization }: LayersParts['weightSpecs'][number]): number {
  const stored = quantization?.dtype ?? dtype;
  const width = { uint8: 1, bool: 1, uint16: 2, float16: 2, float32: 4, int32: 4 }[stored as string];
  if (width === undefined) throw new JobFailure('refused', `weights of type ${stored} cannot be loaded`);
  return shape.reduce((size, length) => size * length, width);
}
