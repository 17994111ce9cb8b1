import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';

import { type Configured, type DatasetEntry, type DatasetName, datasets } from '../catalogue/index.js';
import { Bug } from '../lib/bug.js';
import { DataError } from './data-error.js';
import { type DataFile, expectInside } from './file-content.js';
import { sources } from './sets/index.js';
import type { DataEnvironment, DatasetSource, PublishedSource } from './source.js';

/** Where a data set's files are, or what to do about it. */
export type Location = { readonly files: readonly DataFile[] } | { readonly missing: string };

/**
 * Finds the files of a data set: in the folder or file it was given, and only there; else in `$KD_DATA/<name>`, in the
 * user's cache, in the installed package. Nothing is ever downloaded.
 */
export function locate(from: Configured, environment: DataEnvironment): Location {
  const source = sourceOf(from);
  try {
    return source.kind === 'own' ? { files: source.find(from.settings) } : locatePublished(from, source, environment);
  } catch (error) {
    if (error instanceof DataError) return { missing: `data set ${from.name}: ${error.message}` };
    throw error;
  }
}

function locatePublished(from: Configured, source: PublishedSource, environment: DataEnvironment): Location {
  const reasons: string[] = [];
  for (const place of placesOf(from, source, environment)) {
    const files = source.files.map(name => find(place, name));
    const missing = source.files.find((_, index) => files[index] === undefined);
    if (missing === undefined) {
      const found = files.filter(file => file !== undefined);
      // Who names a folder in an experiment need not be who runs it; the other places are the user's own.
      if (from.settings.folder !== undefined) for (const { path } of found) expectInside(place, path);
      return { files: found };
    }
    reasons.push(existsSync(place) ? `${place} has no ${missing} or ${missing}.gz` : `${place} does not exist`);
  }
  return { missing: `data set ${from.name} was not found: ${reasons.join('; ')}. To get it: ${entryOf(from).obtain}` };
}

/** What the catalogue says of a data set. */
export const entryOf = ({ name }: Configured): DatasetEntry => datasets[checked(name)];

/** How a data set is found and read. */
export const sourceOf = ({ name }: Configured): DatasetSource => sources[checked(name)];

/** Where a user's own copies of published sets lie: `kd data get` puts them there. */
export function cacheFolder({ XDG_CACHE_HOME, HOME }: DataEnvironment): string | undefined {
  // Relative values are ignored, as the XDG Base Directory Specification asks.
  const cache = XDG_CACHE_HOME && isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : HOME && join(HOME, '.cache');
  return cache ? join(cache, 'kd', 'datasets') : undefined;
}

/** A name that the checker has let pass. */
function checked(name: string): DatasetName {
  if (!Object.hasOwn(datasets, name)) throw new Bug(`no data set is named ${name}`);
  return name as DatasetName;
}

function placesOf({ name, settings }: Configured, source: PublishedSource, environment: DataEnvironment): string[] {
  if (typeof settings.folder === 'string') return [settings.folder];
  const cache = cacheFolder(environment);
  const packaged = source.packaged();
  return [
    ...(environment.KD_DATA ? [join(environment.KD_DATA, name)] : []),
    ...(cache ? [join(cache, name)] : []),
    ...(packaged ? [packaged] : []),
  ];
}

function find(folder: string, name: string): DataFile | undefined {
  const path = [name, `${name}.gz`].map(file => join(folder, file)).find(file => existsSync(file));
  return path === undefined ? undefined : { name, path };
}
