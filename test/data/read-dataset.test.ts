import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

import { DataError, readDataset } from '../../src/data/index.js';
import { damagedCopy, digits } from './damaged-copy.js';

const countsOf = (labels: Uint8Array): number[] =>
  Array.from({ length: 10 }, (_, label) => labels.filter(other => other === label).length);

describe('readDataset', () => {
  it('reads mnist as published', () => {
    const { train, test, normalization } = readDataset({ name: 'mnist', settings: {} }, {});

    expect([...train.labels.subarray(0, 10)]).toEqual([5, 0, 4, 1, 9, 2, 1, 3, 1, 4]);
    expect([...test.labels.subarray(0, 10)]).toEqual([7, 2, 1, 0, 4, 1, 4, 9, 5, 9]);
    expect(countsOf(train.labels)).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
    expect(countsOf(test.labels)).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
    expect(train.images).toHaveLength(60_000 * 28 * 28);
    expect(normalization.mean[0]).toBeCloseTo(0.13066, 6);
    expect(normalization.deviation[0]).toBeCloseTo(0.308108, 6);
  });

  it('reads digits as the README of its folder says', () => {
    const { train, test } = readDataset(digits, {});

    expect(countsOf(train.labels)).toEqual([143, 146, 142, 146, 144, 145, 144, 143, 141, 143]);
    expect(countsOf(test.labels)).toEqual([35, 36, 35, 37, 37, 37, 37, 36, 33, 37]);
    expect(train.shape).toEqual([8, 8, 1]);
    expect(Math.max(...train.images)).toBe(train.scale);
  });

  it('knows a set by its content, not by its packing', () => {
    const unpacked = damagedCopy('train-images-idx3-ubyte', bytes => bytes);

    expect(readDataset(digits, unpacked).fingerprint).toBe(readDataset(digits, {}).fingerprint);
  });

  it('knows a set that differs in one pixel as another', () => {
    const changed = damagedCopy('t10k-images-idx3-ubyte', bytes => bytes.fill(3, 30, 31));

    expect(readDataset(digits, changed).fingerprint).not.toBe(readDataset(digits, {}).fingerprint);
  });

  const images = 'train-images-idx3-ubyte';
  const labels = 'train-labels-idx1-ubyte';
  it.each<[string, string, (bytes: Buffer) => Uint8Array, string]>([
    ['cut short', images, bytes => bytes.subarray(0, -1), 'the length in bytes is 91983, expected 91984'],
    ['too long', images, bytes => Buffer.concat([bytes, bytes]), 'the length in bytes is 183968, expected 91984'],
    ['empty', images, () => Buffer.alloc(0), '0 bytes are too short for an IDX header'],
    [
      'of labels in place of images',
      images,
      bytes => writeU32(bytes, 0, 2049),
      'the magic number is 2049, expected 2051',
    ],
    ['of fewer examples', images, bytes => writeU32(bytes, 4, 100), 'the number of examples is 100, expected 1437'],
    ['of wider images', images, bytes => writeU32(bytes, 12, 9), 'the width is 9, expected 8'],
    ['with an unknown class', labels, bytes => bytes.fill(10, 12, 13), 'label 4 is 10, expected a number from 0 to 9'],
    [
      'with a pixel out of range',
      images,
      bytes => bytes.fill(17, 16, 17),
      'pixel 0 is 17, expected a number from 0 to 16',
    ],
    ['cut short while packed', images, bytes => gzipSync(bytes).subarray(0, 999), 'gzip data is damaged or cut short'],
  ])('refuses a file %s, by its name', (_, file, damage, problem) => {
    const environment = damagedCopy(file, damage);

    const read = (): unknown => readDataset(digits, environment);

    expect(read).toThrow(DataError);
    expect(read).toThrow(new RegExp(`digits.${file}: .*${problem}`));
  });

  it('says how to get a set that is not there', () => {
    const read = (): unknown => readDataset({ name: 'fashion-mnist', settings: { folder: '/nowhere' } }, {});

    expect(read).toThrow(/\/nowhere does not exist.*To get it: on Debian/);
  });
});

function writeU32(bytes: Buffer, at: number, value: number): Buffer {
  bytes.writeUInt32BE(value, at);
  return bytes;
}
