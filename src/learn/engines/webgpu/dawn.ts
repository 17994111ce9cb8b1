import { EngineUnavailable } from '../engine.js';

/** What we use of WebGPU: its types come with those of browsers, which nothing here needs. */
export interface Gpu {
  requestAdapter(options: { readonly powerPreference: 'high-performance' }): Promise<object | null>;
}

/** The device that the backend computes with. */
export interface Device {
  addEventListener(type: 'uncapturederror', listen: (event: { readonly error: Error }) => void): void;
  readonly lost: Promise<{ readonly message: string }>;
}

interface Dawn {
  create(options: readonly string[]): Gpu;
  readonly globals: Readonly<Record<string, unknown>>;
}

/** Held for ever: Dawn goes with it, and a device that is used without Dawn ends the process. */
let opened: Gpu | undefined;

/**
 * WebGPU of this machine, where the backend of TensorFlow.js looks for it: `navigator.gpu`.
 *
 * @param url of the package webgpu
 * @throws EngineUnavailable where Dawn cannot be loaded
 */
export async function openDawn(url: string): Promise<Gpu> {
  if (opened) return opened;
  const { create, globals } = await load(url);
  Object.assign(globalThis, globals);
  opened = create([]);
  const { navigator } = globalThis as { navigator?: object };
  if (navigator) Object.defineProperty(navigator, 'gpu', { value: opened, configurable: true });
  else Object.assign(globalThis, { navigator: { userAgent: 'Node.js', gpu: opened } }); // Node 20 has none
  return opened;
}

async function load(url: string): Promise<Dawn> {
  try {
    return (await import(/* @vite-ignore */ url)) as Dawn;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    throw new EngineUnavailable(`Dawn could not be loaded from ${url}: ${why}`, { cause });
  }
}
