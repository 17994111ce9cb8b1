import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { JobId, Plan } from '../plan/index.js';
import { type ObjectReader, StoreError } from '../store/index.js';
import { historyFile } from '../worker/protocol.js';
import type { PastFact } from './early-stop.js';
import { entrantsOf } from './entrants.js';

/**
 * What students that were trained by other runs had reached, so that a run that finds most of its cells in the store
 * judges the rest by them. An object without a history tells nothing.
 *
 * @param isMeant whether a student's result comes from another run
 */
export function storedEpochs(plan: Plan, objects: ObjectReader, isMeant: (student: JobId) => boolean): PastFact[] {
  const students = new Set(entrantsOf(plan).flatMap(entrant => [...entrant.students]));
  return [...students].filter(isMeant).flatMap(student => {
    const path = join(objects.folder(student), historyFile);
    return existsSync(path) ? readEpochs(path, student) : [];
  });
}

function readEpochs(path: string, job: JobId): PastFact[] {
  try {
    const lines = readFileSync(path, 'utf8').trim().split('\n');
    return lines.map(line => ({ type: 'epoch-finished', job, ...JSON.parse(line) }));
  } catch (cause) {
    throw new StoreError(`${path}: cannot be read as a history of epochs`, { cause });
  }
}
