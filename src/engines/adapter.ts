import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** A GPU as WebGPU tells of it, or what stands for one. */
export interface Adapter {
  /** As its driver calls it: `NVIDIA H100 80GB HBM3`, `SwiftShader driver 5.0.0`. */
  readonly name: string;
  /** Everything that is told of it; letters, digits and dashes. */
  readonly id: string;
  /** Whether it is a program on the cores of the machine. */
  readonly isSoftware: boolean;
}

interface Told {
  readonly vendor: string;
  readonly architecture: string;
  readonly device: string;
  readonly description: string;
}

const software = /swiftshader|llvmpipe|lavapipe|softpipe|basic render/i;
const timeoutMs = 30_000;

/** Asking loads a driver, and what a machine has does not change while a command runs. */
const known = new Map<string, Adapter | NoAdapter>();

interface NoAdapter {
  readonly reason: string;
  readonly remedy: string;
}

/** Asks Dawn, in a process of its own, for the GPU it would take. @param url of the package webgpu */
export function askAdapter(url: string, env: NodeJS.ProcessEnv): Adapter | NoAdapter {
  const key = [url, env.VK_ICD_FILENAMES, env.VK_DRIVER_FILES].join(' ');
  const answer = known.get(key) ?? ask(url, env);
  known.set(key, answer);
  return answer;
}

function ask(url: string, env: NodeJS.ProcessEnv): Adapter | NoAdapter {
  const program = join(import.meta.dirname, 'ask-adapter.js');
  const { status, signal, stdout, stderr, error } = spawnSync(process.execPath, [program, url], {
    env,
    encoding: 'utf8',
    timeout: timeoutMs,
  });
  if (error && !signal) throw error;
  if (status !== 0) return { ...noAdapter, reason: `Dawn ended by ${signal ?? `code ${status}`} when it was asked` };
  const told = JSON.parse(stdout) as Told | null;
  return told ? asAdapter(told) : without(stderr);
}

function asAdapter({ vendor, architecture, device, description }: Told): Adapter {
  const all = [vendor, architecture, device, description].join(' ');
  const id = all
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^-|-$/g, '');
  return {
    name: `${device} (${description})`,
    id,
    isSoftware: software.test(all),
  };
}

const noAdapter: NoAdapter = {
  reason: 'no GPU that WebGPU could use',
  remedy: 'install the driver of your GPU',
};

/** Only Linux says why. */
function without(stderr: string): NoAdapter {
  if (stderr.includes('libvulkan.so.1'))
    return {
      reason: 'no Vulkan adapter: the loader of Vulkan is missing',
      remedy: 'apt install libvulkan1, or dnf install vulkan-loader',
    };
  return process.platform === 'linux'
    ? { reason: 'no Vulkan adapter: no driver answers', remedy: 'install the Vulkan driver of your GPU' }
    : noAdapter;
}
