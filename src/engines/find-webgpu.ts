import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { askAdapter } from './adapter.js';
import type { Sought } from './engine.js';
import { packageFolder } from './package-folder.js';

const backendName = '@tensorflow/tfjs-backend-webgpu';
/** The only one that computes on the tensors of our TensorFlow.js. */
const backendVersion = '4.22.0';
const remedy = `npm install webgpu ${backendName}@${backendVersion}`;

/**
 * Dawn and the backend of TensorFlow.js, where somebody installed both, with a GPU they can compute on. Its version
 * names Dawn's and the GPU: others compute other bits.
 */
export function findWebgpu(env: NodeJS.ProcessEnv): Sought {
  const about = { name: 'webgpu', computesOn: 'card' } as const;
  const backend = packageFolder(backendName);
  const dawn = backend && dawnBeside(backend.folder);
  if (!backend || !dawn)
    return { ...about, reason: `the package ${backend ? 'webgpu' : backendName} is not installed`, remedy };
  if (backend.version !== backendVersion)
    return { ...about, reason: `${backendName} is ${backend.version}, expected ${backendVersion}`, remedy };
  const found = askAdapter(dawn.url, env);
  if ('reason' in found) return { ...about, ...found };
  return {
    ...about,
    version: `${backendVersion}-dawn-${dawn.version}-${found.id}`,
    library: `TensorFlow.js ${backendVersion} by Dawn ${dawn.version} on ${found.name}`,
    ...(found.isSoftware && { computesOn: 'cores', isEmulated: true }),
    folder: backend.folder,
  };
}

/** The package webgpu as the backend's folder sees it. */
function dawnBeside(folder: string): { readonly url: string; readonly version: string } | undefined {
  const { resolve } = createRequire(join(folder, 'package.json'));
  try {
    const { version } = JSON.parse(readFileSync(resolve('webgpu/package.json'), 'utf8')) as {
      readonly version: string;
    };
    return { url: pathToFileURL(resolve('webgpu')).href, version };
  } catch {
    return undefined;
  }
}
