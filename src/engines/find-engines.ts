import type { Sought } from './engine.js';
import { findTensorflow } from './find-tensorflow.js';
import { findWebgpu } from './find-webgpu.js';

/** Every engine kd knows and whether this machine has it, from files alone but for webgpu. TensorFlow comes twice, once for each build. */
export const findEngines = (env: NodeJS.ProcessEnv): readonly Sought[] => [
  { name: 'wasm', version: '4.22.0', library: 'TensorFlow.js 4.22.0', computesOn: 'cores' },
  findTensorflow('tensorflow', env),
  findTensorflow('tensorflow-gpu', env),
  findWebgpu(env),
];
