import * as tf from '@tensorflow/tfjs-core';
import { type Engine, EngineUnavailable } from './engine.js';
import { registerGradients } from './gradients/index.js';
import { registerOperations } from './operations/index.js';
import { orderTape } from './order-tape.js';

/** How each engine becomes the backend of TensorFlow.js; loaded only when chosen. */
const starters: Readonly<Record<Engine['name'], () => Promise<void>>> = {
  wasm: async () => (await import('./wasm.js')).startWasm(),
  cpu: async () => (await import('./cpu.js')).startCpu(),
  tensorflow: () => Promise.reject(new EngineUnavailable('the engine `tensorflow` is not part of this version of kd')),
  webgpu: () => Promise.reject(new EngineUnavailable('the engine `webgpu` is not part of this version of kd')),
};

/**
 * Makes an engine the one that computes, for the whole process.
 * @throws EngineUnavailable where it cannot run, with the reason
 */
export async function startEngine(name: Engine['name'], { threads }: { readonly threads: number }): Promise<Engine> {
  if (name === 'wasm' && threads !== 1)
    throw new EngineUnavailable(
      `the engine \`wasm\` computes with one thread, not ${threads}; run more workers instead`,
    );
  tf.env().set('PROD', true); // no checks of every input, no advice on the console
  registerGradients();
  registerOperations();
  orderTape();
  await starters[name]();
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
