import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { EngineUnavailable } from './engine.js';
import { registerWasmKernels } from './kernels/index.js';

/** The embedded engine: XNNPACK in WebAssembly, one thread, with our own kernels for what training needs. */
export async function startWasm(): Promise<void> {
  const { setThreadsCount, setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  const folder = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));
  // Paths, threads and kernels count only before the backend is made.
  setWasmPaths(folder + sep);
  setThreadsCount(1);
  registerWasmKernels();
  if (!(await tf.setBackend('wasm'))) throw new EngineUnavailable('WebAssembly could not be started');
}
