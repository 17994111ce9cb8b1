import { io } from '@tensorflow/tfjs-core';
import type { TfjsFiles } from '../../../src/formats/index.js';

/** A model of TensorFlow.js as a browser would have fetched it. */
export function inMemory(files: TfjsFiles): io.IOHandler {
  const { weightsManifest, ...description } = JSON.parse(files['model.json']);
  const weightData = Uint8Array.from(files['weights.bin']).buffer;
  const weightSpecs = weightsManifest.flatMap(({ weights }: { weights: object[] }) => weights);
  return io.fromMemory({ ...description, weightSpecs, weightData });
}
