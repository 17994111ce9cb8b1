import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { JobId } from '../../plan/index.js';
import { DamagedObject, type ObjectReader } from '../../store/index.js';
import { inLittleEndian } from './little-endian.js';

/** Name of the file in the object of an `outputs` job: float32, little-endian, [examples, classes] in the part's order. */
const fileName = 'logits.bin';

export function writeLogits(folder: string, logits: Float32Array): void {
  writeFileSync(join(folder, fileName), inLittleEndian(Buffer.from(logits.slice().buffer)));
}

/** @throws DamagedObject also where there are not as many as there must be */
export function readLogits(store: ObjectReader, id: JobId, examples: number, classes: number): Float32Array {
  const bytes = inLittleEndian(store.read(id, fileName));
  const expected = 4 * examples * classes;
  if (bytes.length !== expected)
    throw new DamagedObject(id, store.folder(id), `${fileName} has ${bytes.length} bytes, expected ${expected}`);
  // A buffer may start at any byte of a shared pool; a view of floats may not.
  return new Float32Array(Uint8Array.from(bytes).buffer);
}
