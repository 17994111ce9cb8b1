import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { ConceptMeasure, FoundConcepts } from '../../learn/concepts/index.js';
import type { JobId } from '../../plan/index.js';
import { DamagedObject, type ObjectReader } from '../../store/index.js';
import { inLittleEndian } from './little-endian.js';

/** What was found, as JSON, and the vectors: float32, little-endian, [concepts, vectors, features]. */
const measureFile = 'concepts.json';
const vectorsFile = 'vectors.bin';

export function writeConcepts(folder: string, { measure, vectors }: FoundConcepts): void {
  writeFileSync(join(folder, measureFile), `${JSON.stringify(measure, undefined, 1)}\n`);
  writeFileSync(join(folder, vectorsFile), inLittleEndian(Buffer.from(vectors.slice().buffer)));
}

/** @throws DamagedObject */
export function readConcepts(store: ObjectReader, id: JobId): FoundConcepts {
  const measure = parsed(store.read(id, measureFile));
  if (!measure) throw new DamagedObject(id, store.folder(id), `${measureFile} is not JSON`);
  // A buffer may start at any byte of a shared pool; a view of floats may not.
  const bytes = Uint8Array.from(inLittleEndian(store.read(id, vectorsFile)));
  return { measure, vectors: new Float32Array(bytes.buffer, 0, Math.floor(bytes.length / 4)) };
}

function parsed(json: Buffer): ConceptMeasure | undefined {
  try {
    return JSON.parse(json.toString('utf8')) as ConceptMeasure;
  } catch {
    return undefined;
  }
}
