import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { must } from '../../../lib/bug.js';
import { compiled } from './compiled.js';

/** What `../assembly` exports: numbers are addresses in the backend's memory, lengths, and flags; see there. */
export type Assembly = Readonly<
  Record<
    | 'addSegments'
    | 'blend'
    | 'convolve'
    | 'convolveScratch'
    | 'depthwiseFilterGradient'
    | 'depthwiseInputGradient'
    | 'filterGradient'
    | 'filterGradientScratch'
    | 'maxPoolGradient'
    | 'moments'
    | 'products'
    | 'rectified'
    | 'scale'
    | 'transposeInto'
    | 'turnFilter',
    (...numbers: readonly number[]) => number
  >
>;

const instances = new WeakMap<BackendWasm, Assembly>();

/** Our functions on the memory of a backend. */
export function assemblyOf(backend: BackendWasm): Assembly {
  const known = instances.get(backend);
  if (known) return known;
  // Emscripten keeps what the module exports, its memory among it, under this name.
  const { memory } = (backend.wasm as unknown as { readonly asm: { readonly memory?: WebAssembly.Memory } }).asm;
  const module = new WebAssembly.Module(Buffer.from(compiled, 'base64'));
  const { exports } = new WebAssembly.Instance(module, { env: { memory: must(memory, 'the memory of the backend') } });
  const assembly = exports as unknown as Assembly;
  instances.set(backend, assembly);
  return assembly;
}
