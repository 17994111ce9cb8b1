import {
  defeatLine,
  type MetricLookup,
  oneLine,
  type RunEvent,
  type RunState,
  trialLabel,
  valueText,
} from '../report/index.js';
import type { Look } from './looks.js';

/** Something that happened and stays on the screen. */
export interface Announcement {
  readonly key: number;
  readonly look: Look;
  readonly text: string;
}

/** What an event adds to the screen for good: a trial's or a cell's end, a failed attempt, another one. Call after `reduce`. */
export function announcementOf(state: RunState, event: RunEvent, metric: MetricLookup): Announcement | undefined {
  const key = event.seq;
  switch (event.type) {
    case 'job-failed': {
      const label = state.jobs.get(event.job)?.job.label ?? event.job;
      return { key, look: 'failed', text: `${label}: ${event.reason}: ${oneLine(event.text)}` };
    }
    case 'job-retried': {
      const label = state.jobs.get(event.job)?.job.label ?? event.job;
      return { key, look: 'retried', text: `${label}, attempt ${event.attempt}` };
    }
    case 'cell-stopped-early':
      return { key, look: 'given up', text: defeatLine(state, event, metric) };
    case 'trial-finished':
      if (event.state === 'canceled') return undefined; // told of its cell, or counted: a stop leaves all the rest undone
      return { key, look: event.state, text: trialText(state, event.trial, metric) };
    default:
      return undefined;
  }
}

function trialText(state: RunState, id: string, metric: MetricLookup): string {
  const trial = state.trials.get(id);
  const [first] = Object.entries((trial && state.jobs.get(trial.result)?.metrics) ?? {});
  const measured = first ? `${first[0]} ${valueText(first[1], metric(first[0]).unit)}` : [];
  // The label comes last: it is what a narrow terminal cuts.
  return `trial ${id}: ${[measured, trialLabel(state, id) ?? []].flat().join(', ')}`;
}
