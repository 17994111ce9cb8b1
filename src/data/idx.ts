import { DataError } from './data-error.js';
import type { FileContent } from './file-content.js';

/**
 * The values of an IDX file of bytes: a big-endian header (magic number 0x0800 + dimensions, then the size of each
 * dimension), then the values, the last dimension moving fastest.
 * Source: http://yann.lecun.com/exdb/mnist, "the IDX file format".
 *
 * @param sizes what every dimension must be
 * @returns a view of the file's bytes
 * @throws DataError naming the file, what was expected and what was found
 */
export function parseIdx({ path, bytes }: FileContent, sizes: readonly number[]): Uint8Array {
  const headerSize = 4 * (1 + sizes.length);
  if (bytes.length < headerSize) throw new DataError(`${path}: ${bytes.length} bytes are too short for an IDX header`);
  const header = new DataView(bytes.buffer, bytes.byteOffset, headerSize);
  const expect = (what: string, expected: number, found: number): void => {
    if (found !== expected) throw new DataError(`${path}: ${what} is ${found}, expected ${expected}`);
  };

  expect('the magic number', 0x0800 + sizes.length, header.getUint32(0));
  sizes.forEach((size, dimension) => {
    expect(dimensionNames[dimension] ?? `dimension ${dimension}`, size, header.getUint32(4 * (1 + dimension)));
  });
  const values = sizes.reduce((product, size) => product * size, 1);
  expect('the length in bytes', headerSize + values, bytes.length);
  return bytes.subarray(headerSize);
}

const dimensionNames = ['the number of examples', 'the height', 'the width'];
