import type { JobId } from '../../plan/index.js';
import type { RunEvent } from '../../report/index.js';

/** From the first word of a job to the last, in ms since 1970. */
export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

export function jobTimes(events: readonly RunEvent[]): ReadonlyMap<JobId, Span> {
  const spans = new Map<JobId, Span>();
  for (const event of events) {
    if (!('job' in event) || !tells.has(event.type)) continue;
    const ms = Date.parse(event.time);
    spans.set(event.job, { startMs: spans.get(event.job)?.startMs ?? ms, endMs: ms });
  }
  return spans;
}

const tells: ReadonlySet<string> = new Set<RunEvent['type']>([
  'job-cached',
  'job-started',
  'epoch-finished',
  'job-finished',
  'job-failed',
  'job-stopped',
]);
