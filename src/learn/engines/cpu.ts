import * as tf from '@tensorflow/tfjs-core';
import { EngineUnavailable } from './engine.js';

/** Plain JavaScript, the reference of the tests. */
export async function startCpu(): Promise<void> {
  const backend: string = '@tensorflow/tfjs-backend-cpu'; // a development dependency: not there in an installed kd
  try {
    await import(/* @vite-ignore */ backend);
  } catch (cause) {
    throw new EngineUnavailable('the engine `cpu` is for the tests of kd only', { cause });
  }
  await tf.setBackend('cpu');
}
