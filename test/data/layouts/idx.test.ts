import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

import { DataError, describeDataset, locate, readDataset } from '../../../src/data/index.js';
import { folderWith, idxFile } from './files.js';

const labels = [0, 1, 2, 0, 1, 2, 0, 1, 2, 0];
const train = {
  'train-images-idx3-ubyte': idxFile([10, 2, 3]),
  'train-labels-idx1-ubyte': idxFile([10], labels),
};
const test = {
  't10k-images.idx3-ubyte.gz': gzipSync(idxFile([4, 2, 3])),
  't10k-labels.idx1-ubyte.gz': gzipSync(idxFile([4], [2, 1, 0, 0])),
};

const idx = (folder: string, settings: object = {}) => ({
  name: 'idx',
  settings: { folder, holdout: 0.2, ...settings },
});

describe('idx', () => {
  it('reads images of any size, with the classes that occur', () => {
    const from = idx(folderWith({ ...train, ...test }));

    const dataset = readDataset(from, {});

    expect(dataset.train.shape).toEqual([2, 3, 1]);
    expect([...dataset.train.images.subarray(6, 12)]).toEqual([6, 7, 8, 9, 10, 11]);
    expect([...dataset.test.labels]).toEqual([2, 1, 0, 0]);
    expect(dataset.train.classNames).toEqual(['0', '1', '2']);
    expect(describeDataset(from)).toEqual({
      input: [2, 3, 1],
      classes: ['0', '1', '2'],
      examples: { train: 10, test: 4 },
    });
  });

  it('takes names of classes where they are given', () => {
    const from = idx(folderWith(train), { classes: ['ant', 'bee', 'cat', 'dog'] });

    expect(readDataset(from, {}).test.classNames).toEqual(['ant', 'bee', 'cat', 'dog']);
  });

  it('keeps a stratified share apart where there is no test part', () => {
    const from = idx(folderWith(train), { holdout: 0.3 });

    const dataset = readDataset(from, {});

    expect([...dataset.test.labels].sort()).toEqual([0, 1, 2]);
    expect(dataset.train.labels).toHaveLength(7);
    expect(describeDataset(from)).toMatchObject({ examples: { train: 7, test: 3 } });
    expect(dataset.test.images).toEqual(readDataset(from, {}).test.images);
  });

  it('reads images of several channels', () => {
    const folder = folderWith({ ...train, 'train-images-idx3-ubyte': idxFile([10, 2, 2, 3]) });

    expect(readDataset(idx(folder), {}).train.shape).toEqual([2, 2, 3]);
  });

  it.each<[string, Readonly<Record<string, Buffer>>, string]>([
    ['without labels', { 'train-images-idx3-ubyte': idxFile([10, 2, 3]) }, 'has no train-labels'],
    [
      'that claims more images than it has bytes',
      { ...train, 'train-images-idx3-ubyte': idxFile([4_000_000_000, 2, 3], [1, 2, 3]) },
      'train-images-idx3-ubyte: the length in bytes is 19, expected 24000000016',
    ],
    [
      'with fewer labels than images',
      { ...train, 'train-labels-idx1-ubyte': idxFile([9]) },
      'holds 9 labels, expected 10',
    ],
    [
      'of floats',
      { ...train, 'train-images-idx3-ubyte': Buffer.from([0, 0, 13, 3, 0, 0, 0, 1]) },
      'the magic number is 3331',
    ],
    ['without pixels', { ...train, 'train-images-idx3-ubyte': idxFile([10, 0, 3]) }, 'its sizes are 10×0×3'],
    [
      'twice',
      { ...train, 'letters-train-images-idx3-ubyte': idxFile([10, 2, 3]) },
      'both letters-train-images-idx3-ubyte and train-images-idx3-ubyte could be its train-images',
    ],
    [
      'with a test part of another size',
      { ...train, ...test, 't10k-images.idx3-ubyte.gz': idxFile([4, 3, 3]) },
      'test images are 3×3×1, expected 2×3×1',
    ],
  ])('refuses a set %s', (_, files, problem) => {
    const read = (): unknown => readDataset(idx(folderWith(files)), {});

    expect(read).toThrow(DataError);
    expect(read).toThrow(problem);
  });

  it('refuses a label that is none of the classes given, when the file is checked', () => {
    const from = idx(folderWith(train), { classes: ['ant', 'bee'] });

    expect(describeDataset(from)).toEqual({
      problem: expect.stringContaining('label 2 is 2, expected a whole number from 0 to 1'),
    });
  });

  it('refuses gzip data that unpack beyond all measure', () => {
    const bomb = gzipSync(Buffer.alloc(80 * 2 ** 20));
    const folder = folderWith({ ...train, 'train-images-idx3-ubyte': bomb });

    expect(() => readDataset(idx(folder), {})).toThrow(`${bomb.length} bytes of gzip unpack to more than`);
  });

  it('follows no link out of its folder', () => {
    const elsewhere = folderWith(train);
    const folder = folderWith({ 'train-labels-idx1-ubyte': train['train-labels-idx1-ubyte'] });
    symlinkSync(join(elsewhere, 'train-images-idx3-ubyte'), join(folder, 'train-images-idx3-ubyte'));

    expect(locate(idx(folder), {})).toEqual({ missing: expect.stringContaining('is a link that leads out') });
  });
});
