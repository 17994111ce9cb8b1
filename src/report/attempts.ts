import type { JobId } from '../plan/index.js';
import type { RunEvent } from '../schedule/events.js';

/** One try of a job, as far as the journal tells of it. */
export interface Attempt {
  readonly job: JobId;
  readonly attempt: number;
  readonly slot: number;
  readonly card: string;
  readonly start: string;
  /** The last word of it. */
  end: string;
  exit: 'done' | 'failed' | 'stopped' | 'cut off' | 'running';
  reason: string;
}

/** Every attempt at a job in the order of their starts, and jobs whose results were there already. */
export function attemptsOf(events: readonly RunEvent[]): readonly Attempt[] {
  const attempts: Attempt[] = [];
  const open = new Map<JobId, Attempt>();
  const cards = new Map<number, string>();
  const change = (job: JobId, end: string, exit: Attempt['exit'], reason = ''): void => {
    const attempt = open.get(job);
    if (!attempt) return;
    Object.assign(attempt, { end, exit, reason });
    if (exit !== 'running') open.delete(job);
  };
  const begin = (attempt: Attempt): void => {
    attempts.push(attempt);
    if (attempt.exit === 'running') open.set(attempt.job, attempt);
  };
  for (const event of events)
    switch (event.type) {
      case 'run-resumed':
      case 'run-finished':
        // What is open still lost its worker with the head; its last word stays the end.
        for (const { job, end } of [...open.values()]) change(job, end, 'cut off');
        break;
      case 'slot-opened':
        cards.set(event.slot, `${event.index} ${event.name}`);
        break;
      case 'slot-closed':
        cards.delete(event.slot);
        break;
      case 'job-cached':
        begin({ job: event.job, attempt: 0, slot: 0, card: '', start: '', end: event.time, exit: 'done', reason: '' });
        break;
      case 'job-started': {
        const { job, attempt, slot, time } = event;
        begin({ job, attempt, slot, card: cards.get(slot) ?? '', start: time, end: time, exit: 'running', reason: '' });
        break;
      }
      case 'epoch-finished':
        change(event.job, event.time, 'running');
        break;
      case 'job-finished':
        change(event.job, event.time, 'done');
        break;
      case 'job-failed':
        change(event.job, event.time, 'failed', `${event.reason}: ${event.text}`);
        break;
      case 'job-stopped':
        change(event.job, event.time, 'stopped');
        break;
      default:
        break;
    }
  return attempts;
}
