import * as tf from '@tensorflow/tfjs-core';
import { type Engine, EngineUnavailable } from './engine.js';
import { registerGradients } from './gradients/index.js';
import { registerOperations } from './operations/index.js';
import { orderTape } from './order-tape.js';

export interface EngineSetting {
  readonly threads: number;
  /** Where an engine lies that is not part of kd. */
  readonly folder?: string;
  /** Where it must compute; elsewhere it is refused. */
  readonly computesOn?: 'cores' | 'card';
}

/** Makes the backend of TensorFlow.js; returns what starts it once our gradients and operations are registered. */
type Starter = (setting: EngineSetting) => Promise<() => Promise<void>>;

/** How each engine becomes the backend; loaded only when chosen. */
const starters: Readonly<Record<Engine['name'], Starter>> = {
  wasm: async () => (await import('./wasm.js')).startWasm,
  cpu: async () => (await import('./cpu.js')).startCpu,
  tensorflow: async setting => (await import('./tensorflow/index.js')).loadTensorflow(setting),
  webgpu: async setting => (await import('./webgpu/index.js')).loadWebgpu(setting),
};

/**
 * Makes an engine the one that computes, for the whole process.
 * @throws EngineUnavailable where it cannot run, with the reason
 */
export async function startEngine(name: Engine['name'], setting: EngineSetting): Promise<Engine> {
  const { threads } = setting;
  if (name === 'wasm' && threads !== 1)
    throw new EngineUnavailable(
      `the engine \`wasm\` computes with one thread, not ${threads}; run more workers instead`,
    );
  tf.env().set('PROD', true); // no checks of every input, no advice on the console
  const start = await starters[name](setting);
  // After a library is loaded, which may bring the gradients of TensorFlow.js, and before its backend is made.
  registerGradients();
  registerOperations();
  orderTape();
  await start();
  return {
    name,
    threads,
    libraryVersion: tf.version_core,
    memory() {
      const { numTensors, numBytes } = tf.memory();
      return { tensors: numTensors, bytes: numBytes };
    },
  };
}
