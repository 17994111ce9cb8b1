import { DataError } from '../data-error.js';

/** An array as NumPy saves it. */
export interface NpyArray {
  readonly shape: readonly number[];
  readonly type: NpyType;
  /** The last dimension moves fastest. */
  readonly values: Uint8Array | Float32Array | Float64Array;
}

type NpyType = keyof typeof readers;

export interface NpyHeader {
  readonly shape: readonly number[];
  readonly type: NpyType;
  /** Where the values begin. */
  readonly start: number;
}

/** Bytes in which any sensible header ends. */
export const headBytes = 4_096;

/**
 * Reads the beginning of an array.
 * Source: NumPy, "NEP 1: A simple file format for NumPy arrays": a magic text, two bytes of version, the length of the
 * header, then a dictionary of Python with `descr`, `fortran_order` and `shape`.
 *
 * @throws DataError where it is none, or of a kind that is not read
 */
export function parseNpyHeader(path: string, bytes: Uint8Array): NpyHeader {
  const text = (from: number, to: number): string => Buffer.from(bytes.subarray(from, to)).toString('latin1');
  if (text(0, 6) !== '\x93NUMPY') throw new DataError(`${path}: is no array as NumPy saves it (.npy)`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < 12) throw new DataError(`${path}: is cut short in its header`);
  const lengthBytes = bytes[6] === 1 ? 2 : 4;
  const start = 8 + lengthBytes + (lengthBytes === 2 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (start > bytes.length) throw new DataError(`${path}: is cut short in its header`);

  const header = text(8 + lengthBytes, start);
  const type = /'descr':\s*'([^']*)'/.exec(header)?.[1]?.replace(/^[|=]/, '<');
  const shape = /'shape':\s*\(([\d,\sL]*)\)/.exec(header)?.[1];
  if (type === undefined || shape === undefined || !isKnown(type))
    throw new DataError(
      `${path}: holds ${type ?? 'something else'}, expected one of ${Object.keys(readers).join(', ')}`,
    );
  if (!/'fortran_order':\s*False/.test(header))
    throw new DataError(`${path}: is in Fortran order; save \`numpy.ascontiguousarray(…)\``);
  return { shape: (shape.match(/\d+/g) ?? []).map(Number), type, start };
}

/** A whole array, as long as its header says. @throws DataError */
export function parseNpy(path: string, bytes: Uint8Array): NpyArray {
  const { shape, type, start } = parseNpyHeader(path, bytes);
  expectNpyLength(path, { shape, type, start }, bytes.length);
  return { shape, type, values: readers[type].read(bytes.subarray(start)) };
}

export function expectNpyLength(path: string, { shape, type, start }: NpyHeader, length: number): void {
  const expected = start + shape.reduce((product, size) => product * size, readers[type].size);
  if (length !== expected)
    throw new DataError(
      `${path}: the length in bytes is ${length}, expected ${expected} for ${type} of ${shape.join('×')}`,
    );
}

const readers = {
  '<u1': { size: 1, read: (data: Uint8Array) => data },
  '<b1': { size: 1, read: (data: Uint8Array) => data },
  '<i1': { size: 1, read: (data: Uint8Array) => numbers(data, 1, (view, at) => view.getInt8(at)) },
  '<i2': { size: 2, read: (data: Uint8Array) => numbers(data, 2, (view, at) => view.getInt16(at, true)) },
  '<u2': { size: 2, read: (data: Uint8Array) => numbers(data, 2, (view, at) => view.getUint16(at, true)) },
  '<i4': { size: 4, read: (data: Uint8Array) => numbers(data, 4, (view, at) => view.getInt32(at, true)) },
  '<u4': { size: 4, read: (data: Uint8Array) => numbers(data, 4, (view, at) => view.getUint32(at, true)) },
  '<i8': { size: 8, read: (data: Uint8Array) => numbers(data, 8, (view, at) => Number(view.getBigInt64(at, true))) },
  '<u8': { size: 8, read: (data: Uint8Array) => numbers(data, 8, (view, at) => Number(view.getBigUint64(at, true))) },
  '<f4': { size: 4, read: (data: Uint8Array) => numbers(data, 4, (view, at) => view.getFloat32(at, true)) },
  '<f8': { size: 8, read: (data: Uint8Array) => numbers(data, 8, (view, at) => view.getFloat64(at, true)) },
} as const;

const isKnown = (type: string): type is NpyType => Object.hasOwn(readers, type);

function numbers(data: Uint8Array, size: number, read: (view: DataView, at: number) => number): Float64Array {
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  const values = new Float64Array(data.length / size);
  for (let index = 0; index < values.length; index++) values[index] = read(view, index * size);
  return values;
}
