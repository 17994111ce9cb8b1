import { littleEndian } from '../little-endian.js';
import type { TensorflowTensor } from './tensorflow-graph.js';

/** The two files of a model of TensorFlow.js. */
export interface TfjsFiles {
  readonly 'model.json': string;
  readonly 'weights.bin': Uint8Array;
}

export interface NamedTensor extends TensorflowTensor {
  readonly name: string;
}

/** @param description all of `model.json` but the weights */
export function tfjsFiles(description: object, weights: readonly NamedTensor[]): TfjsFiles {
  const entries = weights.map(({ name, shape, values }) => ({
    name,
    shape,
    dtype: values instanceof Int32Array ? 'int32' : 'float32',
  }));
  const model = { ...description, weightsManifest: [{ paths: ['weights.bin'], weights: entries }] };
  return {
    'model.json': `${JSON.stringify(model)}\n`,
    'weights.bin': Buffer.concat(weights.map(({ values }) => littleEndian(values))),
  };
}
