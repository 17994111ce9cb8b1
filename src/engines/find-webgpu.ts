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
 * names the GPU: another one computes other bits.
 */
export function findWebgpu(env: NodeJS.ProcessEnv): Sought {
  const name = 'webgpu';
  const backend = packageFolder(backendName);
  const dawn = backend && fileOf('webgpu', backend.folder);
  if (!backend || !dawn)
    return { name, reason: `the package ${backend ? name : backendName} is not installed`, remedy };
  if (backend.version !== backendVersion)
    return { name, reason: `${backendName} is ${backend.version}, expected ${backendVersion}`, remedy };
  const found = askAdapter(pathToFileURL(dawn).href, env);
  if ('reason' in found) return { name, ...found };
  return {
    name,
    version: `${backendVersion}-${found.id}`,
    library: `TensorFlow.js ${backendVersion} by Dawn on ${found.name}`,
    computesOn: found.isSoftware ? 'cores' : 'card',
    folder: backend.folder,
  };
}

/** What `import` of a package would load from a folder. */
function fileOf(name: string, folder: string): string | undefined {
  try {
    return createRequire(join(folder, 'package.json')).resolve(name);
  } catch {
    return undefined;
  }
}
