import type { EngineName, Numerics } from './plan.js';

/**
 * Versions of our own kernels and gradients, raised by hand when they start to compute other bits. Plain numbers, so
 * that the head can name an engine's numerics without loading it.
 */
const kernels: Readonly<Record<EngineName, number>> = { wasm: 4, tensorflow: 1, webgpu: 1 };

interface EngineFacts {
  readonly name: EngineName;
  /** Of the tensor library. */
  readonly version: string;
  readonly computesOn?: 'cores' | 'card';
  readonly precision?: 'tf32';
}

/** What of an engine can change a result. */
export const numericsOf = (
  { name, version, computesOn = 'cores', precision }: EngineFacts,
  threads: number,
): Numerics => ({
  engine: name,
  version: `${version}+${kernels[name]}`,
  precision: precision ?? 'float32',
  threads,
  ...(computesOn === 'card' && { computesOn }),
});
