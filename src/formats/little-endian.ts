import { endianness } from 'node:os';

/** Numbers as files hold them: each with its lowest byte first. */
export function littleEndian(values: Float32Array | Int32Array | BigInt64Array): Uint8Array {
  const bytes = Buffer.from(values.slice().buffer);
  if (endianness() === 'LE') return bytes;
  return values.BYTES_PER_ELEMENT === 8 ? bytes.swap64() : bytes.swap32();
}
