import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A package of npm that lies on this machine. */
export interface InstalledPackage {
  readonly folder: string;
  readonly version: string;
}

/**
 * Finds a package as Node would from the working directory, or else from kd itself; reads its `package.json` and runs
 * nothing of it.
 */
export function packageFolder(name: string): InstalledPackage | undefined {
  const from = [pathToFileURL(join(process.cwd(), 'kd.js')).href, import.meta.url];
  for (const folder of from.flatMap(place => createRequire(place).resolve.paths(name) ?? [])) {
    const manifest = join(folder, name, 'package.json');
    if (!existsSync(manifest)) continue;
    const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string };
    return { folder: join(folder, name), version };
  }
  return undefined;
}
