import type { JobId } from '../plan/index.js';
import type { ClaimHolder, Claims } from '../store/index.js';

/** Jobs that other heads work on, looked after until their results are there or nobody works on them any more. */
export interface HeldJobs {
  add(job: JobId): void;
  /** What has changed since: told once for each job. */
  poll(): readonly HeldJobChange[];
}

interface HeldJobChange {
  readonly job: JobId;
  readonly became: 'found' | 'released';
}

export function heldJobs(claims: Claims, isDone: (job: JobId) => boolean): HeldJobs {
  const held = new Set<JobId>();
  return {
    add: job => void held.add(job),
    poll() {
      const changes = [...held].flatMap((job): readonly HeldJobChange[] => {
        // In this order: a claim is given back only after the result is there.
        const isHeld = claims.holder(job) !== undefined;
        if (isDone(job)) return [{ job, became: 'found' }];
        return isHeld ? [] : [{ job, became: 'released' }];
      });
      for (const { job } of changes) held.delete(job);
      return changes;
    },
  };
}

/** `run 2026-11-22-0412-amber on node7`. */
export const holderText = ({ run, host }: ClaimHolder): string => `run ${run} on ${host}`;
