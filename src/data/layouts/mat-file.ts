import { inflateSync } from 'node:zlib';

import { DataError } from '../data-error.js';
import type { FileContent } from '../file-content.js';

/** A numeric array of a MATLAB file. */
export interface MatArray {
  readonly sizes: readonly number[];
  /** The first dimension moves fastest. */
  readonly values: ArrayLike<number>;
}

/**
 * Real numeric arrays of a MATLAB 5 file, by name; others are passed over.
 * Source: MathWorks, "MAT-File Format", Level 5: a header of 128 bytes, then elements, each a tag of type and length and
 * its data, padded to 8 bytes; an element of type 15 holds another one, compressed.
 *
 * @throws DataError where the file is none, is cut short, or where an element is longer than what it lies in
 */
export function parseMat({ path, bytes }: FileContent, names: readonly string[]): Readonly<Record<string, MatArray>> {
  const damaged = (what: string): DataError => new DataError(`${path}: ${what}`);
  const order = String.fromCharCode(bytes[126] ?? 0, bytes[127] ?? 0);
  if (order !== 'IM') throw damaged('is not a MATLAB 5 file of little-endian numbers (version 7.3 is not read)');

  const found: Record<string, MatArray> = {};
  for (const element of elementsOf(bytes.subarray(128), damaged)) {
    const matrix = element.type === compressed ? firstOf(inflate(element.data, damaged), damaged) : element;
    if (matrix.type !== matrixType) continue;
    const array = arrayOf(matrix.data, damaged);
    if (array && names.includes(array.name)) found[array.name] = array;
  }
  return found;
}

const compressed = 15;
const matrixType = 14;

interface Element {
  readonly type: number;
  readonly data: Uint8Array;
}

type Damaged = (what: string) => DataError;

function* elementsOf(bytes: Uint8Array, damaged: Damaged): Generator<Element> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at < bytes.length; ) {
    if (at + 8 > bytes.length) throw damaged('is cut short');
    const first = view.getUint32(at, true);
    // a small element has its length in the upper half of the type and its data in the other half of the tag
    const isSmall = first >>> 16 > 0;
    const [type, length] = isSmall ? [first & 0xffff, first >>> 16] : [first, view.getUint32(at + 4, true)];
    const start = at + (isSmall ? 4 : 8);
    if (start + length > bytes.length)
      throw damaged(`an element of ${length} bytes lies in ${bytes.length - start}: it is cut short`);
    yield { type, data: bytes.subarray(start, start + length) };
    // compressed elements are not padded
    at = isSmall ? at + 8 : start + (type === compressed ? length : Math.ceil(length / 8) * 8);
  }
}

function firstOf(bytes: Uint8Array, damaged: Damaged): Element {
  const { value } = elementsOf(bytes, damaged).next();
  if (!value) throw damaged('a compressed element is empty');
  return value;
}

function inflate(packed: Uint8Array, damaged: Damaged): Uint8Array {
  try {
    return inflateSync(packed, { maxOutputLength: Math.max(64 * 2 ** 20, 200 * packed.length) });
  } catch (cause) {
    throw damaged(`compressed data are damaged or unpack to too much (${String(cause)})`);
  }
}

/** Parts of a matrix, in order: flags, sizes, name, real values. Undefined for one of something else than numbers. */
function arrayOf(data: Uint8Array, damaged: Damaged): (MatArray & { readonly name: string }) | undefined {
  const [flags, dimensions, name, real] = elementsOf(data, damaged);
  if (!flags || !dimensions || !name || !real) return undefined;
  const read = readers[real.type];
  const arrayClass = flags.data[0] ?? 0;
  if (!read || arrayClass < 6) return undefined;
  const sizes = [...numbers(dimensions.data, 4, (view, at) => view.getInt32(at, true))];
  const values = read(real.data);
  const expected = sizes.reduce((product, size) => product * size, 1);
  const called = Buffer.from(name.data).toString('latin1');
  if (values.length !== expected)
    throw damaged(`${called} of ${sizes.join('×')} has ${values.length} values, expected ${expected}`);
  return { name: called, sizes, values };
}

/** Values by type of element: they may be stored smaller than their class. */
const readers: Readonly<Record<number, (data: Uint8Array) => ArrayLike<number>>> = {
  1: data => new Int8Array(data.buffer, data.byteOffset, data.length),
  2: data => data,
  3: data => numbers(data, 2, (view, at) => view.getInt16(at, true)),
  4: data => numbers(data, 2, (view, at) => view.getUint16(at, true)),
  5: data => numbers(data, 4, (view, at) => view.getInt32(at, true)),
  6: data => numbers(data, 4, (view, at) => view.getUint32(at, true)),
  7: data => numbers(data, 4, (view, at) => view.getFloat32(at, true)),
  9: data => numbers(data, 8, (view, at) => view.getFloat64(at, true)),
};

function numbers(data: Uint8Array, size: number, read: (view: DataView, at: number) => number): Float64Array {
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  return Float64Array.from({ length: Math.floor(data.length / size) }, (_, index) => read(view, index * size));
}
