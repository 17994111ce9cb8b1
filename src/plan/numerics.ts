import type { EngineName, Numerics } from './plan.js';

/**
 * Version of the tensor library, then of our own kernels and gradients, raised by hand when they start to compute other
 * bits. Plain text, so that the head can name an engine's numerics without loading it.
 */
const versions: Readonly<Record<EngineName, string>> = {
  wasm: '4.22.0+3',
  tensorflow: '4.22.0+1',
  webgpu: '4.22.0+1',
};

/** What of an engine can change a result. */
export const numericsOf = (engine: EngineName, threads: number): Numerics => ({
  engine,
  version: versions[engine],
  precision: 'float32',
  threads,
});
