import type { JobId, PlannedTrial } from '../plan/index.js';
import type { RunEvent } from '../schedule/events.js';
import { durationText } from './durations.js';
import { type Column, grid } from './grid.js';
import type { MetricLookup } from './metric.js';
import { paint } from './paint.js';
import type { EpochProgress, JobRecord, RunState } from './run-state.js';
import { numberText, scaleFor, titleText, valueText } from './scale.js';
import type { TextOptions } from './text-options.js';
import { ownRecords, recordsOf, trialError, trialState } from './trial-state.js';

/** The epochs of some jobs, from the journal; the last attempt's where an epoch was trained twice. */
export function epochsOf(events: Iterable<RunEvent>, jobs: ReadonlySet<JobId>): Map<JobId, EpochProgress[]> {
  const epochs = new Map<JobId, EpochProgress[]>();
  for (const event of events) {
    if (event.type !== 'epoch-finished' || !jobs.has(event.job)) continue;
    const before = (epochs.get(event.job) ?? []).filter(({ epoch }) => epoch < event.epoch);
    epochs.set(event.job, [...before, event]);
  }
  return epochs;
}

/** All about one trial: settings, state, error, metrics, jobs, and the losses of its epochs. */
export function trialText(
  state: RunState,
  trial: PlannedTrial,
  epochs: ReadonlyMap<JobId, readonly EpochProgress[]>,
  options: TextOptions & { readonly metric: MetricLookup },
): string {
  const own = ownRecords(state, trial);
  const blocks = [
    [paint(trial.id, 'bold', options), ...settingLines(state, trial)],
    errorLines(state, trial, options.metric, options),
    own.flatMap(({ warnings }) => warnings.map(text => paint(`! ${text}`, 'yellow', options))),
    metricLines(state, trial, options.metric),
    jobLines(recordsOf(state, trial), options),
    ...own.map(({ job }) => epochLines(epochs.get(job.id) ?? [], options)),
  ];
  return `${blocks
    .filter(lines => lines.length > 0)
    .map(lines => lines.join('\n'))
    .join('\n\n')}\n`;
}

function settingLines(state: RunState, trial: PlannedTrial): string[] {
  const seconds = ownRecords(state, trial).reduce((sum, record) => sum + record.seconds, 0);
  const took = seconds > 0 ? `, ${durationText(seconds)}` : '';
  const settings = { ...trial.cell, seed: String(trial.seed), state: `${trialState(state, trial)}${took}` };
  return pairLines(Object.entries(settings));
}

function errorLines(state: RunState, trial: PlannedTrial, metric: MetricLookup, options: TextOptions): string[] {
  const error = trialError(state, trial, metric);
  if (!error) return [];
  return [paint(`${error.job}: ${error.reason}`, 'red', options), ...error.text.split('\n').map(line => `  ${line}`)];
}

function metricLines(state: RunState, trial: PlannedTrial, metric: MetricLookup): string[] {
  const metrics = trialState(state, trial) === 'done' ? (state.jobs.get(trial.result)?.metrics ?? {}) : {};
  return pairLines(Object.entries(metrics).map(([name, value]) => [name, valueText(value, metric(name).unit)]));
}

function jobLines(records: readonly JobRecord[], options: TextOptions): string[] {
  return grid(
    [
      { title: 'job', cells: records.map(({ job }) => job.label), shrinkTo: 16 },
      { title: 'kind', cells: records.map(({ job }) => job.spec.kind) },
      { title: 'state', cells: records.map(({ state }) => state) },
      {
        title: 'attempts',
        cells: records.map(({ attempt }) => (attempt > 0 ? `${attempt}` : '')),
        align: 'right',
        dropOrder: 1,
      },
      {
        title: 'took',
        cells: records.map(({ seconds }) => (seconds > 0 ? durationText(seconds) : '')),
        align: 'right',
      },
      { title: 'id', cells: records.map(({ job }) => job.id.slice(0, 12)), dropOrder: 2 },
    ],
    options,
  );
}

/** One row per epoch: its loss terms, and what was measured on the validation part. */
function epochLines(
  epochs: readonly EpochProgress[],
  options: TextOptions & { readonly metric: MetricLookup },
): string[] {
  if (epochs.length === 0) return [];
  const column = (name: string, kind: 'losses' | 'metrics', dropOrder: number): Column => {
    const values = epochs.map(epoch => epoch[kind][name]);
    const largest = values.reduce<number>((most, value) => Math.max(most, Math.abs(value ?? 0)), 0);
    const scale = scaleFor(kind === 'losses' ? 'number' : options.metric(name).unit, largest);
    const cells = values.map(value => (value === undefined ? '' : numberText(value, scale)));
    return { title: titleText(name, scale), align: 'right', cells, dropOrder };
  };
  const phases = new Set(epochs.map(({ phase }) => phase));
  return grid(
    [
      { title: 'epoch', align: 'right', cells: epochs.map(({ epoch }) => `${epoch}`) },
      ...(phases.size > 1 ? [{ title: 'phase', cells: epochs.map(({ phase }) => phase), dropOrder: 1 }] : []),
      ...namesIn(epochs, 'losses').map((name, at) => column(name, 'losses', at)),
      ...namesIn(epochs, 'metrics').map((name, at) => column(name, 'metrics', at + 1)),
      { title: 'took', align: 'right', cells: epochs.map(({ seconds }) => durationText(seconds)), dropOrder: 1 },
    ],
    options,
  );
}

const namesIn = (epochs: readonly EpochProgress[], kind: 'losses' | 'metrics'): string[] => [
  ...new Set(epochs.flatMap(epoch => Object.keys(epoch[kind]))),
];

function pairLines(pairs: readonly (readonly [string, string])[]): string[] {
  const width = pairs.reduce((most, [name]) => Math.max(most, name.length), 0);
  return pairs.map(([name, value]) => `${name.padEnd(width)}  ${value}`);
}
