import { createRequire } from 'node:module';
import { join } from 'node:path';
import util from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import { EngineUnavailable } from '../engine.js';
import type { EngineSetting } from '../start-engine.js';
import { registerTensorflowKernels } from './register-kernels.js';

/** TensorFlow itself, by the binding of TensorFlow.js for Node that lies in `folder`. */
export async function loadTensorflow({ threads, folder, computesOn }: EngineSetting): Promise<() => Promise<void>> {
  if (folder === undefined) throw new EngineUnavailable('TensorFlow is not installed; `kd engine install tensorflow`');
  // TensorFlow reads them as it is loaded.
  process.env.TF_NUM_INTRAOP_THREADS = String(threads);
  process.env.TF_NUM_INTEROP_THREADS = '1';
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  process.env.TF_DETERMINISTIC_OPS = '1';
  process.env.TF_FORCE_GPU_ALLOW_GROWTH = 'true';
  putBackUtil();
  try {
    createRequire(join(folder, 'package.json'))(folder);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    throw new EngineUnavailable(`TensorFlow could not be loaded from ${folder}: ${why}`, { cause });
  }
  return async () => {
    registerTensorflowKernels();
    if (!(await tf.setBackend('tensorflow'))) throw new EngineUnavailable('TensorFlow could not be started');
    const { isUsingGpuDevice } = tf.backend() as tf.KernelBackend & { readonly isUsingGpuDevice: boolean };
    if (computesOn === 'card' && !isUsingGpuDevice)
      throw new EngineUnavailable('TensorFlow sees no graphics card: its driver or its CUDA libraries do not fit');
  };
}

/** What the binding still calls and Node took out in version 23. */
function putBackUtil(): void {
  const old: Readonly<Record<string, (value: unknown) => boolean>> = {
    isArray: Array.isArray,
    isNullOrUndefined: value => value === null || value === undefined,
    isUndefined: value => value === undefined,
  };
  for (const [name, test] of Object.entries(old)) if (!(name in util)) Object.assign(util, { [name]: test });
}
