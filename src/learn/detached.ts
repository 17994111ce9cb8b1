import { clone, engine, type Tensor } from '@tensorflow/tfjs-core';

/**
 * Runs a function whose results are constants: no gradient flows through it, nothing of it is recorded. TensorFlow.js
 * has no stop-gradient; its tape listens while gradients are being taken, so here it is taken away for the moment.
 * Gradients taken inside have a tape of their own.
 */
export function detached<T>(compute: () => T): T {
  const { state } = engine();
  const { gradientDepth, activeTape } = state;
  state.gradientDepth = 0;
  try {
    return compute();
  } finally {
    state.gradientDepth = gradientDepth;
    state.activeTape = activeTape;
  }
}

/** The same values, and no gradient through them. */
export const stopGradient = <T extends Tensor>(tensor: T): T => detached(() => clone(tensor));
