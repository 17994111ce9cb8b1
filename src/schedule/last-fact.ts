import { unreachable } from '../lib/bug.js';
import type { JobId, Plan } from '../plan/index.js';
import type { AttemptEnd } from './attempt.js';
import type { RunFact } from './events.js';

/** The last fact about an attempt. */
export type LastFact = Extract<RunFact, { readonly type: 'job-finished' | 'job-failed' | 'job-stopped' }>;

export function lastFact(end: AttemptEnd, job: JobId, slot: number, attempt: number): LastFact {
  switch (end.type) {
    case 'finished':
      return { type: 'job-finished', job, slot, ...end.result };
    case 'failed':
      return { type: 'job-failed', job, slot, attempt, reason: end.reason, text: end.text };
    case 'stopped':
      return { type: 'job-stopped', job, slot };
    default:
      return unreachable(end);
  }
}

/** The job of this plan whose damaged result kept another from being done. */
export function inputLost(end: AttemptEnd, { jobs }: Plan): JobId | undefined {
  const input = end.type === 'failed' ? end.input : undefined;
  return jobs.some(({ id }) => id === input) ? input : undefined;
}
