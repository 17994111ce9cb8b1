import { DataError } from '../data-error.js';
import { type DataFile, type FileContent, readHead } from '../file-content.js';

// Source: http://yann.lecun.com/exdb/mnist, "the IDX file format": a big-endian header (two zero bytes, the type of the
// values, how many dimensions there are, then the size of each), then the values, the last dimension moving fastest.

const magicOfBytes = 0x0800;

/**
 * The values of an IDX file of bytes whose sizes are known.
 *
 * @param sizes what every dimension must be
 * @returns a view of the file's bytes
 * @throws DataError naming the file, what was expected and what was found
 */
export function parseIdx({ path, bytes }: FileContent, sizes: readonly number[]): Uint8Array {
  const headerSize = headerSizeOf(sizes.length);
  if (bytes.length < headerSize) throw tooShort(path, bytes);
  const header = new DataView(bytes.buffer, bytes.byteOffset, headerSize);
  expectMagic(path, header, sizes.length);
  sizes.forEach((size, dimension) => {
    expect(path, dimensionNames[dimension] ?? `dimension ${dimension}`, size, header.getUint32(4 * (1 + dimension)));
  });
  return valuesOf(path, bytes, sizes);
}

/**
 * The values of an IDX file of bytes with the sizes its own header gives, which the file's length must confirm.
 *
 * @param dimensions how many there may be
 */
export function parseAnyIdx(
  { path, bytes }: FileContent,
  dimensions: readonly number[],
): { readonly sizes: readonly number[]; readonly values: Uint8Array } {
  const sizes = sizesIn(path, bytes, dimensions);
  return { sizes, values: valuesOf(path, bytes, sizes) };
}

/** The sizes in the header of a file, of which no more is read. The length is checked where it is not packed. */
export function readIdxSizes(file: DataFile, dimensions: readonly number[]): readonly number[] {
  const { bytes, length } = readHead(file, headerSizeOf(Math.max(...dimensions)));
  const sizes = sizesIn(file.path, bytes, dimensions);
  if (length !== undefined)
    expect(file.path, 'the length in bytes', headerSizeOf(sizes.length) + product(sizes), length);
  return sizes;
}

function sizesIn(path: string, bytes: Uint8Array, dimensions: readonly number[]): readonly number[] {
  if (bytes.length < 4) throw tooShort(path, bytes);
  const count = bytes[3] ?? 0;
  const wanted = dimensions.includes(count) ? count : (dimensions[0] ?? 1);
  const headerSize = headerSizeOf(wanted);
  const header = new DataView(bytes.buffer, bytes.byteOffset, Math.min(headerSize, bytes.length));
  expectMagic(path, header, wanted);
  if (bytes.length < headerSize) throw tooShort(path, bytes);
  const sizes = Array.from({ length: wanted }, (_, dimension) => header.getUint32(4 * (1 + dimension)));
  if (sizes.includes(0)) throw new DataError(`${path}: holds nothing: its sizes are ${sizes.join('×')}`);
  return sizes;
}

function valuesOf(path: string, bytes: Uint8Array, sizes: readonly number[]): Uint8Array {
  const headerSize = headerSizeOf(sizes.length);
  expect(path, 'the length in bytes', headerSize + product(sizes), bytes.length);
  return bytes.subarray(headerSize);
}

const headerSizeOf = (dimensions: number): number => 4 * (1 + dimensions);

const product = (sizes: readonly number[]): number => sizes.reduce((values, size) => values * size, 1);

const expectMagic = (path: string, header: DataView, dimensions: number): void =>
  expect(path, 'the magic number', magicOfBytes + dimensions, header.getUint32(0));

function expect(path: string, what: string, expected: number, found: number): void {
  if (found !== expected) throw new DataError(`${path}: ${what} is ${found}, expected ${expected}`);
}

const tooShort = (path: string, bytes: Uint8Array): DataError =>
  new DataError(`${path}: ${bytes.length} bytes are too short for an IDX header`);

const dimensionNames = ['the number of examples', 'the height', 'the width'];
