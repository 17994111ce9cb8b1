import { existsSync } from 'node:fs';
import { findEngines, isFound, type Sought } from '../../src/engines/index.js';

/** Debian's chromium brings a GPU of software, which Vulkan only finds where it is named. */
const software = '/usr/lib/chromium/vk_swiftshader_icd.json';

/** Every engine there is, webgpu by software where there is no GPU: the environment of this process names it then. */
export function enginesHere(): readonly Sought[] {
  const sought = findEngines(process.env);
  if (sought.some(one => one.name === 'webgpu' && isFound(one)) || !existsSync(software)) return sought;
  process.env.VK_ICD_FILENAMES = software;
  return findEngines(process.env);
}
