import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readHead } from '../../src/data/file-content.js';
import { DataError, modelFiles, readContent } from '../../src/data/index.js';
import { parseTable } from '../../src/data/layouts/table.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kd-hostile-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string) => ({ name, path: join(folder, name) });

describe('a data file', () => {
  it('is never a pipe or a device, which need not end', () => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);

    for (const one of [file('pipe'), { name: 'zero', path: '/dev/zero' }, { name: 'folder', path: folder }]) {
      expect(() => readContent(one)).toThrow(/cannot be read \(it is no regular file\)/);
      expect(() => readHead(one, 16)).toThrow(DataError);
    }
  });

  it('that is a table holds no byte 0', () => {
    const content = { ...file('a.csv'), bytes: Buffer.from('x,y\n1,\0\n') };

    expect(() => parseTable(content, ',')).toThrow(/holds the byte 0/);
  });
});

describe('a model.json', () => {
  const model = (value: unknown): string => {
    writeFileSync(join(folder, 'model.json'), typeof value === 'string' ? value : JSON.stringify(value));
    return join(folder, 'model.json');
  };
  const withPaths = (paths: unknown): string => model({ modelTopology: {}, weightsManifest: [{ paths, weights: [] }] });

  it.each([
    'null',
    '3',
    '[]',
    '{"modelTopology":null,"weightsManifest":[]}',
    '{"modelTopology":{},"weightsManifest":[null]}',
    '{"modelTopology":{},"weightsManifest":[{"paths":null,"weights":[]}]}',
    '{"modelTopology":{},"weightsManifest":[{"paths":[3],"weights":[]}]}',
    '{"modelTopology":{},"weightsManifest":[{"paths":[],"weights":[{"name":"w","shape":[-1],"dtype":"float32"}]}]}',
    '['.repeat(100_000),
  ])('of another form is a mistake of the data: %.60s', text => {
    expect(() => modelFiles(model(text))).toThrow(DataError);
  });

  it('names no file outside its folder, by any way', () => {
    const outside = mkdtempSync(join(tmpdir(), 'kd-outside-'));
    writeFileSync(join(outside, 'secret'), 'x');
    symlinkSync(join(outside, 'secret'), join(folder, 'link.bin'));
    symlinkSync(outside, join(folder, 'linked'));

    for (const path of [
      `../${outside.slice(outside.lastIndexOf('/') + 1)}/secret`,
      '/etc/passwd',
      'link.bin',
      'linked/secret',
    ])
      expect(() => modelFiles(withPaths([path]))).toThrow(/outside its own folder|leads out of its folder/);

    rmSync(outside, { recursive: true });
  });

  it('names no weight file twice, however small it is', () => {
    mkdirSync(join(folder, 'w'));
    writeFileSync(join(folder, 'w.bin'), 'x');

    expect(() => modelFiles(withPaths(new Array(1000).fill('w.bin')))).toThrow(/names a weight file twice/);
  });
});
