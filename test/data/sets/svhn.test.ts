import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readContent } from '../../../src/data/file-content.js';
import { DataError } from '../../../src/data/index.js';
import { parseMat } from '../../../src/data/layouts/mat-file.js';
import { svhn } from '../../../src/data/sets/svhn.js';
import { folderWith } from '../layouts/files.js';

/** An element of a MATLAB file: type, length, data, padded. */
function element(type: number, data: Buffer): Buffer {
  const tag = Buffer.alloc(8);
  tag.writeUInt32LE(type, 0);
  tag.writeUInt32LE(data.length, 4);
  return Buffer.concat([tag, data, Buffer.alloc((8 - (data.length % 8)) % 8)]);
}

/** Up to four bytes with their tag in eight. */
function small(type: number, data: Buffer): Buffer {
  const both = Buffer.alloc(8);
  both.writeUInt16LE(type, 0);
  both.writeUInt16LE(data.length, 2);
  data.copy(both, 4);
  return both;
}

const int32 = (...values: number[]): Buffer => Buffer.from(Int32Array.from(values).buffer);

/** A matrix of bytes (class 9) or of doubles (class 6), packed as MATLAB does. */
function matrix(name: string, sizes: readonly number[], values: Uint8Array | Float64Array): Buffer {
  const isBytes = values instanceof Uint8Array;
  const body = Buffer.concat([
    element(6, Buffer.from(Uint32Array.from([isBytes ? 9 : 6, 0]).buffer)),
    element(5, int32(...sizes)),
    small(1, Buffer.from(name)),
    element(isBytes ? 2 : 9, Buffer.from(values.buffer, values.byteOffset, values.byteLength)),
  ]);
  const packed = deflateSync(element(14, body));
  const tag = Buffer.alloc(8);
  tag.writeUInt32LE(15, 0);
  tag.writeUInt32LE(packed.length, 4);
  return Buffer.concat([tag, packed]);
}

function matFile(...matrices: readonly Buffer[]): Buffer {
  const header = Buffer.alloc(128, ' ');
  header.write('MATLAB 5.0 MAT-file', 0);
  header.write('\x00\x01IM', 124, 'latin1');
  return Buffer.concat([header, ...matrices]);
}

/** Value of a pixel by its place, in MATLAB's order: rows move fastest. */
const pixels = Uint8Array.from({ length: 2 * 3 * 3 * 2 }, (_, at) => at);
const facts = {
  input: [2, 3, 3],
  classes: ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'],
  examples: { train: 2, test: 2 },
} as const;

const good = matFile(matrix('X', [2, 3, 3, 2], pixels), matrix('y', [2, 1], Float64Array.from([10, 3])));

function parse(train: Buffer) {
  const folder = folderWith({ 'train.mat': train, 'test.mat': good });
  const files = ['train.mat', 'test.mat'].map(name => ({ name, path: join(folder, name) }));
  return svhn.parse(files, readContent, facts);
}

describe('svhn', () => {
  it('becomes images row by row, and ten becomes zero', () => {
    const { train } = parse(good);

    const at = (example: number, row: number, column: number, channel: number) =>
      row + 2 * (column + 3 * (channel + 3 * example));
    const expected = [0, 1].flatMap(example =>
      [0, 1].flatMap(row => [0, 1, 2].flatMap(column => [0, 1, 2].map(channel => at(example, row, column, channel)))),
    );
    expect([...train.images]).toEqual(expected);
    expect([...train.labels]).toEqual([0, 3]);
  });

  it.each<[string, Buffer, string]>([
    ['without labels', matFile(matrix('X', [2, 3, 3, 2], pixels)), 'y is missing, expected 2×1'],
    [
      'of other sizes',
      matFile(matrix('X', [3, 2, 3, 2], pixels), matrix('y', [2, 1], Float64Array.from([1, 1]))),
      'X is 3×2×3×2, expected 2×3×3×2',
    ],
    [
      'with sizes that its values do not fill',
      matFile(matrix('X', [2, 3, 3, 2_000_000], pixels)),
      'X of 2×3×3×2000000 has 36 values, expected 36000000',
    ],
    [
      'with an unknown class',
      matFile(matrix('X', [2, 3, 3, 2], pixels), matrix('y', [2, 1], Float64Array.from([1, 11]))),
      'label 1 is 11, expected a number from 1 to 10',
    ],
    ['cut short', good.subarray(0, -20), 'it is cut short'],
    ['of the newer format', Buffer.from('\x89HDF\r\n\x1a\n'.padEnd(200), 'latin1'), 'version 7.3 is not read'],
    ['that unpacks beyond all measure', matFile(bomb()), 'compressed data are damaged or unpack to too much'],
  ])('refuses a file %s', (_, file, problem) => {
    const read = (): unknown => parse(file);

    expect(read).toThrow(DataError);
    expect(read).toThrow(problem);
  });

  it('never fails with anything but a DataError, whatever bytes are changed', () => {
    const changes = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(changes, changed => {
        const bytes = Buffer.from(good);
        for (const [at, value] of changed) bytes[at] = value;

        try {
          parseMat({ name: 'a.mat', path: 'a.mat', bytes }, ['X', 'y']);
        } catch (error) {
          expect(error).toBeInstanceOf(DataError);
        }
      }),
    );
  });
});

function bomb(): Buffer {
  const packed = deflateSync(Buffer.alloc(100_000_000));
  const tag = Buffer.alloc(8);
  tag.writeUInt32LE(15, 0);
  tag.writeUInt32LE(packed.length, 4);
  return Buffer.concat([tag, packed]);
}
