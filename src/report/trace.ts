import type { RunEvent } from '../schedule/events.js';
import { attemptsOf } from './attempts.js';
import type { RunState } from './run-state.js';
import { safeText } from './safe-csv.js';

const header = ['job', 'id', 'kind', 'attempt', 'exit', 'reason', 'slot', 'card', 'start', 'end', 'seconds'];

/**
 * `results/trace.tsv`: every attempt at a job in the order of their starts, and jobs whose results were there already.
 * Fields with a tab between them; times in ISO 8601; seconds by the clock, from start to end.
 */
export function traceTsv(state: RunState, events: readonly RunEvent[]): string {
  const rows = attemptsOf(events).map(({ job, attempt, slot, card, start, end, exit, reason }) => {
    const seconds = start === '' ? '' : (Date.parse(end) - Date.parse(start)) / 1000;
    const record = state.jobs.get(job)?.job;
    const of = [record?.label ?? job, job, record?.spec.kind ?? ''];
    const isCached = exit === 'done' && start === '';
    return [
      ...of,
      ...(isCached
        ? ['', 'cached', '', '', '', '', end, '']
        : [attempt, exit, reason, slot, card, start, end, seconds]),
    ];
  });
  return [header, ...rows].map(row => `${row.map(field => plain(String(field))).join('\t')}\n`).join('');
}

/** A tab or the end of a line in a label would shift the columns. */
const plain = (field: string): string => safeText(field.replace(/\s+/g, ' ').trim());
