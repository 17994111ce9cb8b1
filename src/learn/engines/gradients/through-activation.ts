import { engine, type Tensor } from '@tensorflow/tfjs-core';
import { Bug } from '../../../lib/bug.js';

/** The gradient before an activation, from the gradient behind it and the activation's output; 0 at relu(0). */
export function throughActivation<T extends Tensor>(dy: T, output: Tensor | undefined, activation: unknown): T {
  if (activation === 'linear') return dy;
  if (activation === 'relu' && output) return engine().runKernel('Rectified', { dy, y: output });
  throw new Bug(`no gradient of the activation ${String(activation)}`);
}
