import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import type { JobId } from '../plan/job-id.js';
import { type LockFile, livesOrBeats, lockFile } from './lock-file.js';
import { isRunning, isSameProcess, type ProcessIdentity, thisProcess } from './process-identity.js';
import { reaching } from './store-error.js';

/** Who works on a job, as its `claim.json` says. A claim saves work and guards no truth: commit does. */
export interface ClaimHolder extends ProcessIdentity {
  readonly run: string;
  /** ISO 8601, by its own clock. */
  readonly since: string;
  /** Its number, once it has begun. */
  readonly attempt?: number;
  /** Of the job in Slurm that the head itself is, where it is one. */
  readonly slurm?: string;
}

export interface Claim {
  /** Says which attempt is under way. */
  note(attempt: number): void;
  release(): void;
}

export interface Claims {
  /** Claims a job for the head of a run, or gives the living one that has it. */
  take(id: JobId, run: string): { readonly claim: Claim } | { readonly holder: ClaimHolder };
  /** The living head that works on a job, if one does. */
  holder(id: JobId): ClaimHolder | undefined;
}

/**
 * @param work folder of jobs under way
 * @param runs folder of the runs, whose heads tell by their heartbeats which claims of other hosts are alive
 */
export function openClaims(work: string, runs: string, now: () => Date = () => new Date()): Claims {
  const folder = (id: JobId): string => join(work, id.slice(0, 2), id);
  const headFile = (run: string): string => join(runs, /^[\w-]+$/.test(run) ? `${run}` : '-', 'head.json');

  /** One of another host lives if it is still the head of its run. */
  function isAlive(holder: ClaimHolder): boolean {
    const path = headFile(holder.run);
    const known = isRunning(holder);
    if (known !== undefined) return known;
    const head = lockFile<ProcessIdentity>(path, () => true).read();
    return head !== undefined && isSameProcess(head, holder) && livesOrBeats(head, path);
  }
  const fileOf = (id: JobId): LockFile<ClaimHolder> => lockFile(join(folder(id), 'claim.json'), isAlive);

  return {
    take(id, run) {
      const file = fileOf(id);
      const slurm = process.env.SLURM_JOB_ID;
      const me: ClaimHolder = { ...thisProcess(), run, since: now().toISOString(), ...(slurm ? { slurm } : {}) };
      reaching(folder(id), () => mkdirSync(folder(id), { recursive: true }));
      const holder = file.take(me);
      // One of this very run was left behind when giving it back failed.
      if (holder && !(isSameProcess(holder) && holder.run === run)) return { holder };
      return { claim: { note: attempt => file.rewrite({ ...me, attempt }), release: file.release } };
    },
    holder(id) {
      const holder = fileOf(id).read();
      return holder && isAlive(holder) ? holder : undefined;
    },
  };
}
