import { readFileSync, writeFileSync } from 'node:fs';
import { endianness } from 'node:os';
import { join } from 'node:path';

import { JobFailure } from '../job-context.js';

/** Name of the file in the object of an `outputs` job: float32, little-endian, [examples, classes] in the part's order. */
const fileName = 'logits.bin';

export function writeLogits(folder: string, logits: Float32Array): void {
  writeFileSync(join(folder, fileName), inLittleEndian(Buffer.from(logits.slice().buffer)));
}

/** @throws JobFailure `unreadable` where there are not as many as there must be */
export function readLogits(folder: string, examples: number, classes: number): Float32Array {
  const path = join(folder, fileName);
  const bytes = inLittleEndian(readFileSync(path));
  const expected = 4 * examples * classes;
  if (bytes.length !== expected)
    throw new JobFailure('unreadable', `${path}: ${bytes.length} bytes, expected ${expected}`);
  // A buffer may start at any byte of a shared pool; a view of floats may not.
  return new Float32Array(Uint8Array.from(bytes).buffer);
}

const inLittleEndian = (bytes: Buffer): Buffer => (endianness() === 'LE' ? bytes : bytes.swap32());
