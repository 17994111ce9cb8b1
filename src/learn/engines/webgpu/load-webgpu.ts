import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compileFunction } from 'node:vm';
import * as tf from '@tensorflow/tfjs-core';
import { EngineUnavailable } from '../engine.js';
import type { EngineSetting } from '../start-engine.js';
import type { WebgpuBackend } from './backend.js';
import { openDawn } from './dawn.js';
import { guardDevice } from './guard-device.js';
import { keepUploaded } from './keep-uploaded.js';
import { registerWebgpuKernels } from './kernels/index.js';

/** Any GPU with Vulkan, Metal or Direct3D: by Dawn, and the backend of TensorFlow.js that lies in `folder`. */
export async function loadWebgpu({ folder }: EngineSetting): Promise<() => Promise<void>> {
  if (folder === undefined)
    throw new EngineUnavailable('WebGPU is not installed; `npm install webgpu @tensorflow/tfjs-backend-webgpu@4.22.0`');
  const beside = createRequire(join(folder, 'package.json'));
  const gpu = await openDawn(pathToFileURL(beside.resolve('webgpu')).href);
  if (!(await gpu.requestAdapter({ powerPreference: 'high-performance' })))
    throw new EngineUnavailable('WebGPU has found no GPU here, nor anything that stands for one');
  if (!tf.findBackendFactory('webgpu')) loadBackend(beside.resolve(folder), beside);
  return start;
}

/** With the TensorFlow.js of kd, whichever lies beside the backend: one of its own would compute for itself. */
function loadBackend(file: string, beside: NodeJS.Require): void {
  const own = createRequire(import.meta.url);
  const run = compileFunction(readFileSync(file, 'utf8'), ['exports', 'require'], { filename: file });
  run({}, (name: string) => (name.startsWith('@tensorflow/') ? own : beside)(name));
}

async function start(): Promise<void> {
  const isNew = !('webgpu' in tf.engine().registry);
  if (isNew) registerWebgpuKernels();
  // Everything on the GPU, what is small and came from outside too: so the tests hold what a training does.
  tf.env().set('WEBGPU_CPU_FORWARD', false);
  if (!(await tf.setBackend('webgpu'))) throw new EngineUnavailable('the GPU was found and could not be started');
  if (!isNew) return;
  const backend = tf.backend() as WebgpuBackend;
  guardDevice(backend);
  keepUploaded(backend);
}
