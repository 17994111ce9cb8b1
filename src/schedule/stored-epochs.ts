import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { count, fields, measured, recordOf, text } from '../lib/shape.js';
import type { JobId, Plan } from '../plan/index.js';
import { type ObjectReader, StoreError } from '../store/index.js';
import { type EpochProgress, historyFile } from '../worker/protocol.js';
import type { PastFact } from './early-stop.js';
import { entrantsOf } from './entrants.js';

const epochShape = fields({
  phase: text,
  epoch: count,
  epochs: count,
  losses: recordOf(measured),
  metrics: recordOf(measured),
});

function expectEpoch(value: unknown): StoredEpoch {
  const wrong = epochShape(value);
  if (wrong !== undefined) throw new TypeError(`no epoch: ${wrong}`);
  return value as StoredEpoch;
}

/** Without the time it took. */
export type StoredEpoch = Omit<EpochProgress, 'seconds' | 'rates'>;

/**
 * What students that were trained by other runs had reached, so that a run that finds most of its cells in the store
 * judges the rest by them. An object without a history tells nothing.
 *
 * @param isMeant whether a student's result comes from another run
 */
export function storedEpochs(plan: Plan, objects: ObjectReader, isMeant: (student: JobId) => boolean): PastFact[] {
  const students = new Set(entrantsOf(plan).flatMap(entrant => [...entrant.students]));
  return [...students]
    .filter(isMeant)
    .flatMap(job => storedHistory(job, objects).map(epoch => ({ type: 'epoch-finished', job, ...epoch })));
}

/**
 * The epochs of a training, as its result keeps them; none where it has no result, or one without a history.
 *
 * @throws StoreError where they cannot be read
 */
export function storedHistory(training: JobId, objects: ObjectReader): readonly StoredEpoch[] {
  const path = join(objects.folder(training), historyFile);
  if (!existsSync(path)) return [];
  try {
    const lines = readFileSync(path, 'utf8').trim().split('\n');
    return lines.map(line => expectEpoch(JSON.parse(line)));
  } catch (cause) {
    throw new StoreError(`${path}: cannot be read as a history of epochs`, { cause });
  }
}
