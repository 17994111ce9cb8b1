import { defeatLine, type MetricLookup, oneLine, type RunEvent, type RunState, valueText } from '../report/index.js';
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
  const result = trial && state.jobs.get(trial.result);
  const measured = Object.entries(result?.metrics ?? {})[0];
  if (!result || !measured) return `trial ${id}`;
  return `trial ${id}: ${measured[0]} ${valueText(measured[1], metric(measured[0]).unit)}, ${result.job.label}`;
}
