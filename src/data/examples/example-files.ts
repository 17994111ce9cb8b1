import { existsSync, readdirSync } from 'node:fs';
import { basename, extname, join } from 'node:path';

import type { Configured } from '../../catalogue/index.js';
import { DataError } from '../data-error.js';
import { type DataFile, expectInside, reading } from '../file-content.js';
import { cacheFolder } from '../locate.js';
import type { DataEnvironment } from '../source.js';

/**
 * The files that a source of examples reads; none where it needs nothing but the data set.
 *
 * @throws DataError where they are not there
 */
export function exampleFiles({ name, settings }: Configured, environment: DataEnvironment): readonly DataFile[] {
  switch (name) {
    case 'images':
      return picturesIn(String(settings.folder));
    case 'indices':
      return [{ name: basename(String(settings.file)), path: String(settings.file) }];
    case 'texture':
      return [textureFile(String(settings.of), environment)];
    default:
      return [];
  }
}

const endings = ['.png', '.jpg', '.jpeg'];

function picturesIn(folder: string): readonly DataFile[] {
  const names = reading(folder, () => readdirSync(folder)).filter(
    name => !name.startsWith('.') && endings.includes(extname(name).toLowerCase()),
  );
  if (names.length === 0) throw new DataError(`${folder}: has no PNG or JPEG pictures`);
  return names.sort().map(name => {
    expectInside(folder, join(folder, name));
    return { name, path: join(folder, name) };
  });
}

/** Pictures of textures lie where data sets do, in a folder `textures`. */
function textureFile(texture: string, environment: DataEnvironment): DataFile {
  const places = [environment.KD_DATA, cacheFolder(environment)].flatMap(place => place || []);
  const paths = places.flatMap(place => endings.map(ending => join(place, 'textures', `${texture}${ending}`)));
  const path = /^[\w-]+$/.test(texture) ? paths.find(existsSync) : undefined;
  if (path === undefined)
    throw new DataError(
      `texture ${texture} was not found: put a picture of it, ${texture}.png, into a folder \`textures\` of $KD_DATA`,
    );
  return { name: basename(path), path };
}
