import type { JobId } from '../plan/index.js';
import type { Objects } from '../store/index.js';
import { loseObject, setAsideDamaged } from './damaged-objects.js';
import type { RunFact } from './events.js';

/** What the store has of a run's jobs. What is damaged of it is set aside, and told. */
export class StoredResults {
  readonly #objects: Objects;
  readonly #counts: (job: JobId) => boolean;
  readonly #record: (facts: readonly RunFact[]) => void;
  readonly #lost = new Set<JobId>();

  /** @param counts whether a result counts that is there: in a fresh run only its own do */
  constructor(objects: Objects, counts: (job: JobId) => boolean, record: (facts: readonly RunFact[]) => void) {
    this.#objects = objects;
    this.#counts = counts;
    this.#record = record;
  }

  isDone(id: JobId): boolean {
    return this.#counts(id) && this.#objects.has(id);
  }

  /** The same of one that may have come meanwhile, looked at first. */
  isWhole(id: JobId): boolean {
    this.#record(this.setAside([{ id }]));
    return this.isDone(id);
  }

  /** Whether a result was damaged, so that its trials are not over. */
  wasLost(id: JobId): boolean {
    return this.#lost.has(id);
  }

  cached(job: JobId): RunFact {
    const { metrics, warnings, seconds } = this.#objects.info(job);
    return { type: 'job-cached', job, metrics, warnings, seconds };
  }

  setAside(jobs: readonly { readonly id: JobId }[]): readonly RunFact[] {
    const damaged = setAsideDamaged(jobs, this.#objects);
    for (const { job } of damaged) this.#lost.add(job);
    return damaged;
  }

  /** A worker could not use the result; of several, the first to say so has it set aside. */
  lose(id: JobId): readonly RunFact[] {
    if (this.#lost.has(id) && !this.#objects.has(id)) return [];
    this.#lost.add(id);
    return loseObject(id, this.#objects);
  }
}
