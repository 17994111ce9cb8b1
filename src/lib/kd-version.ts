import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Of this kd, from the `package.json` above, compiled or not. */
export function kdVersion(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly version: string }).version;
}
