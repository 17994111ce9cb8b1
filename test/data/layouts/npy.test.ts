import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { DataError, describeDataset, readDataset } from '../../../src/data/index.js';
import { parseNpy } from '../../../src/data/layouts/npy-array.js';
import { readZip } from '../../../src/data/layouts/zip-file.js';
import { folderWith, npyFile, zipFile } from './files.js';

const bytes = Uint8Array.from({ length: 24 }, (_, at) => at);
const images = npyFile('|u1', [6, 2, 2], bytes);
const labels = npyFile('<i8', [6], BigInt64Array.from([0n, 1n, 0n, 1n, 0n, 1n]));

const npy = (files: string, settings: object = {}) => ({ name: 'npy', settings: { files, holdout: 0.5, ...settings } });
const inFolder = (files: Readonly<Record<string, Buffer>>) => npy(folderWith(files));
const inArchive = (archive: Buffer) => npy(join(folderWith({ 'all.npz': archive }), 'all.npz'));
const archive = (x = images, y = labels) => zipFile({ 'x_train.npy': { content: x }, 'y_train.npy': { content: y } });

describe('npy', () => {
  it('reads images of bytes from files, as they are', () => {
    const from = inFolder({ 'x_train.npy': images, 'y_train.npy': labels, 'x_test.npy': images, 'y_test.npy': labels });

    const { train, test } = readDataset(from, {});

    expect(train).toMatchObject({ shape: [2, 2, 1], scale: 255, classNames: ['0', '1'] });
    expect([...test.images]).toEqual([...bytes]);
    expect(describeDataset(from)).toEqual({ input: [2, 2, 1], classes: ['0', '1'], examples: { train: 6, test: 6 } });
  });

  it('reads the same from an archive', () => {
    const from = inArchive(archive());

    expect(describeDataset(from)).toEqual({ input: [2, 2, 1], classes: ['0', '1'], examples: { train: 3, test: 3 } });
    expect(readDataset(from, {}).train.images).toHaveLength(12);
  });

  it('reads features of floats, each normalized by itself', () => {
    const features = Float32Array.from([0, 100, 1, 300, 2, 500, 3, 700]);
    const files = {
      'x_train.npy': npyFile('<f4', [4, 2], features),
      'y_train.npy': npyFile('<f8', [4, 1], Float64Array.from([0, 0, 1, 1])),
    };
    const { train, test, normalization } = readDataset(
      inFolder({ ...files, 'x_test.npy': files['x_train.npy'], 'y_test.npy': files['y_train.npy'] }),
      {},
    );

    expect(train.shape).toEqual([1, 1, 2]);
    expect(test.images).toEqual(features);
    expect(normalization.mean).toEqual([1.5, 400]);
    expect(normalization.deviation[1]).toBeCloseTo(Math.sqrt(50_000), 6);
  });

  it.each<[string, Buffer, Buffer, string]>([
    ['in Fortran order', npyFile('|u1', [6, 2, 2], bytes, 'True'), labels, 'is in Fortran order'],
    ['of another type', npyFile('<c8', [6, 2, 2], bytes), labels, 'holds <c8, expected one of'],
    ['cut short', images.subarray(0, -1), labels, 'the length in bytes is 151, expected 152'],
    ['larger than it is', npyFile('|u1', [6, 2_000_000, 2_000_000], bytes), labels, 'the length in bytes is 152'],
    ['that is none', Buffer.from('nothing'), labels, 'is no array as NumPy saves it'],
    [
      'of labels that are no classes',
      images,
      npyFile('<f8', [6], Float64Array.from([0, 1, 0.5, 0, 0, 0])),
      'label 2 is 0.5',
    ],
    ['of labels for fewer', images, npyFile('|u1', [5], bytes.subarray(0, 5)), 'holds 5 labels, expected 6'],
    [
      'of values that are no numbers',
      npyFile('<f4', [6, 1], new Float32Array(6).fill(Number.NaN)),
      labels,
      'value 0 is NaN',
    ],
  ])('refuses an array %s', (_, x, y, problem) => {
    const read = (): unknown => readDataset(inFolder({ 'x_train.npy': x, 'y_train.npy': y }), {});

    expect(read).toThrow(DataError);
    expect(read).toThrow(problem);
  });

  it.each<[string, Buffer, string]>([
    ['that is none', Buffer.from('not an archive at all, only text'), 'is no ZIP archive'],
    ['cut short', archive().subarray(0, -30), 'is no ZIP archive, or is cut short'],
    ['without labels', zipFile({ 'x_train.npy': { content: images } }), 'has no array y_train'],
    [
      'that claims to unpack to more than it can',
      zipFile({ 'x_train.npy': { content: images, claims: { size: 3_000_000_000 } } }),
      'x_train.npy in it claims 3000000000 bytes',
    ],
    [
      'that unpacks to more than it claims',
      zipFile({ 'x_train.npy': { content: Buffer.alloc(50_000_000), claims: { size: 10 } } }),
      'unpacks to more than the 10 bytes it claims',
    ],
    [
      'with a wrong checksum',
      zipFile({ 'x_train.npy': { content: images, claims: { crc: 1 } } }),
      'x_train.npy in it is damaged: its checksum differs',
    ],
  ])('refuses an archive %s', (_, content, problem) => {
    const from = inArchive(content);

    expect(() => readDataset(from, {})).toThrow(problem);
    expect(describeDataset(from)).toEqual({ problem: expect.stringContaining(problem) });
  });

  it('never fails with anything but a DataError, whatever bytes of an archive or array are changed', () => {
    const whole = archive();
    const changes = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(changes, changed => {
        const damaged = Buffer.from(whole);
        for (const [at, value] of changed) damaged[at] = value;

        const problem = errorOf(() => {
          for (const content of readZip('a.npz', damaged, ['x_train.npy']).values()) parseNpy('x', content);
        });

        expect(problem === undefined || problem instanceof DataError).toBe(true);
      }),
    );
  });
});

function errorOf(act: () => void): unknown {
  try {
    act();
    return undefined;
  } catch (error) {
    return error;
  }
}
