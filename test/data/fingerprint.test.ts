import { readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';

import { DataError, fingerprint, locate, readDataset } from '../../src/data/index.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { digits } from './damaged-copy.js';

describe('fingerprint', () => {
  let folder: string;
  let cacheFile: string;
  beforeEach(() => {
    folder = temporaryFolder();
    cacheFile = join(folder, 'cache', 'fingerprints.json');
  });

  const put = (path: string, content: string | Uint8Array, time = 1_000): { name: string; path: string } => {
    writeFileSync(join(folder, path), content);
    utimesSync(join(folder, path), time, time);
    return { name: 'images', path: join(folder, path) };
  };

  it('is that of the bytes that a reader of the set sees', () => {
    const location = locate(digits, {});
    if (!('files' in location)) throw new Error(location.missing);

    expect(fingerprint(location.files, cacheFile)).toBe(readDataset(digits, {}).fingerprint);
  });

  it('is the same wherever a file lies and however it is packed', () => {
    const here = fingerprint([put('a', 'content')], cacheFile);

    expect(fingerprint([put('b.gz', gzipSync('content'))], cacheFile)).toBe(here);
  });

  it('changes with the content', () => {
    const before = fingerprint([put('a', 'content')], cacheFile);

    expect(fingerprint([put('a', 'Content', 2_000)], cacheFile)).not.toBe(before);
  });

  it('does not read again what has the same size and time', () => {
    const before = fingerprint([put('a', 'content')], cacheFile);

    expect(fingerprint([put('a', 'CONTENT')], cacheFile)).toBe(before);
  });

  it('reads again where the cache is damaged', () => {
    const before = fingerprint([put('a', 'content')], cacheFile);
    writeFileSync(cacheFile, '{"');

    expect(fingerprint([put('a', 'content')], cacheFile)).toBe(before);
    expect(() => JSON.parse(readFileSync(cacheFile, 'utf8'))).not.toThrow();
  });

  it('names a file that cannot be read', () => {
    const lost = { name: 'images', path: join(folder, 'lost') };

    expect(() => fingerprint([lost], cacheFile)).toThrow(DataError);
    expect(() => fingerprint([lost], cacheFile)).toThrow(lost.path);
  });
});
