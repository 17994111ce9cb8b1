import type { JobId } from '../plan/index.js';
import type { Objects } from '../store/index.js';
import type { RunFact } from './events.js';

type ObjectDamaged = Extract<RunFact, { readonly type: 'object-damaged' }>;

/**
 * Sets aside what the store holds of some jobs and is damaged, as far as files and their sizes tell; checksums are looked
 * at by the worker that reads a file.
 */
export const setAsideDamaged = (jobs: readonly { readonly id: JobId }[], objects: Objects): ObjectDamaged[] =>
  jobs.flatMap(({ id }) => (objects.faults(id, 'sizes').length > 0 ? setAside(id, objects) : []));

/** Sets aside a result that a worker could not use, if it is damaged indeed; one that is gone is told as well. */
export const loseObject = (id: JobId, objects: Objects): ObjectDamaged[] =>
  objects.has(id) ? setAside(id, objects) : [{ type: 'object-damaged', job: id, text: 'is not in the store any more' }];

function setAside(job: JobId, objects: Objects): ObjectDamaged[] {
  const aside = objects.setAside(job);
  return aside ? [{ type: 'object-damaged', job, text: `${aside.fault}; it is in ${aside.folder} now` }] : [];
}
