import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readContent } from '../../../src/data/file-content.js';
import { DataError, readDataset } from '../../../src/data/index.js';
import { recordSource } from '../../../src/data/sets/record-source.js';
import { folderWith, records } from '../layouts/files.js';

const facts = { input: [32, 32, 3], classes: ['ant', 'bee', 'cat'], examples: { train: 4, test: 1 } } as const;

/** Two files of two records for training, one of one for the test, as CIFAR-100 has them: a superclass, then a class. */
function parse(files: Readonly<Record<string, Buffer>>) {
  const folder = folderWith({
    'a.bin': records([
      [9, 0],
      [9, 1],
    ]),
    'b.bin': records([
      [9, 2],
      [9, 0],
    ]),
    'test.bin': records([[9, 1]]),
    ...files,
  });
  const source = recordSource({ train: ['a.bin', 'b.bin'], test: ['test.bin'], labelBytes: 2, labelAt: 1 });
  const found = source.files.map(name => ({ name, path: join(folder, name) }));
  return source.parse(found, readContent, facts);
}

describe('records', () => {
  it('become images with the channels of a pixel side by side', () => {
    const { train, test } = parse({});

    expect([...train.labels, ...test.labels]).toEqual([0, 1, 2, 0, 1]);
    expect([...train.images.subarray(3 * 1024, 3 * 1024 + 6)]).toEqual([10, 11, 12, 10, 11, 12]);
    expect(test.shape).toEqual([32, 32, 3]);
  });

  it.each<[string, Buffer, string]>([
    [
      'cut short',
      records([
        [0, 1],
        [0, 2],
      ]).subarray(0, -1),
      'the length in bytes is 6147, expected 6148',
    ],
    [
      'too long',
      records([
        [0, 1],
        [0, 1],
        [0, 1],
      ]),
      'the length in bytes is 9222, expected 6148',
    ],
    [
      'of an unknown class',
      records([
        [0, 1],
        [0, 3],
      ]),
      'label 1 is 3, expected a number from 0 to 2',
    ],
  ])('are refused where a file is %s', (_, file, problem) => {
    const read = (): unknown => parse({ 'b.bin': file });

    expect(read).toThrow(DataError);
    expect(read).toThrow(new RegExp(`b.bin: ${problem}`));
  });
});

describe('sign-digits', () => {
  it('is read from the folder that KD_DATA names, packed as it is published', () => {
    const labels = (count: number) => Array.from({ length: count }, (_, record) => [record % 10]);
    const folder = folderWith({
      'sign-digits/train.bin.gz': gzipSync(records(labels(1_662)), { level: 1 }),
      'sign-digits/test.bin.gz': gzipSync(records(labels(400)), { level: 1 }),
    });

    const { train, test } = readDataset({ name: 'sign-digits', settings: {} }, { KD_DATA: folder });

    expect([...train.labels.subarray(0, 12)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]);
    expect(test.images).toHaveLength(400 * 3_072);
  });
});
