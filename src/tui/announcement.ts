import { durationText, type MetricLookup, type RunEvent, type RunState, valueText } from '../report/index.js';
import type { Look } from './looks.js';

/** Something that happened and stays on the screen. */
export interface Announcement {
  readonly key: number;
  readonly look: Look;
  readonly text: string;
}

/** What an event adds to the screen for good: a trial's end, a failed attempt. Call after `reduce`. */
export function announcementOf(state: RunState, event: RunEvent, metric: MetricLookup): Announcement | undefined {
  const label = (id: string): string => [...state.jobs.values()].find(({ job }) => job.id === id)?.job.label ?? id;
  if (event.type === 'job-failed')
    return { key: event.seq, look: 'failed', text: `${label(event.job)}: ${event.reason}: ${oneLine(event.text)}` };
  if (event.type !== 'trial-finished') return undefined;
  const trial = state.trials.get(event.trial);
  const result = trial && state.jobs.get(trial.result);
  if (!result) return undefined;
  if (event.state !== 'done') return { key: event.seq, look: event.state, text: `trial ${event.trial}` };
  const [measured] = Object.entries(result.metrics).map(
    ([name, value]) => `${name} ${valueText(value, metric(name).unit)}`,
  );
  const text = [result.job.label, measured, durationText(result.seconds)].filter(Boolean).join(', ');
  return { key: event.seq, look: 'done', text };
}

const oneLine = (text: string): string => text.split('\n', 1)[0] ?? '';
