import { durationText } from './durations.js';
import { grid } from './grid.js';
import type { Colour } from './paint.js';
import { elapsedMs, type RunState } from './run-state.js';
import { stateWord } from './state-text.js';
import type { TextOptions } from './text-options.js';

/** One run in a list. */
export interface RunSummary {
  readonly run: string;
  readonly state: 'running' | 'done' | 'failed' | 'stopped';
  /** As people are told: one under way may be paused or about to stop. */
  readonly word: ReturnType<typeof stateWord>;
  readonly seconds: number;
  readonly experiments: readonly string[];
  readonly trials: { readonly total: number; readonly done: number; readonly failed: number };
}

/** What `kd exp ls` shows of a run. */
export function runSummary(state: RunState, nowMs: number): RunSummary {
  const { done, failed } = state.trialCounts;
  return {
    run: state.run,
    state: state.state === 'waiting' ? 'running' : state.state,
    word: stateWord(state),
    seconds: elapsedMs(state, nowMs) / 1000,
    experiments: state.plan.experiments.map(({ name }) => name),
    trials: { total: state.trials.size, done, failed },
  };
}

/** The runs of a store, one line each, in the order given. */
export function runsTable(runs: readonly RunSummary[], options: TextOptions): string[] {
  if (runs.length === 0) return ['no runs yet'];
  return grid(
    [
      { title: 'run', cells: runs.map(({ run }) => run) },
      {
        title: 'state',
        cells: runs.map(({ word }) => word),
        colourOf: word => colours[word as RunSummary['word']],
      },
      { title: 'trials', align: 'right', cells: runs.map(({ trials }) => `${trials.done}/${trials.total}`) },
      {
        title: 'failed',
        align: 'right',
        cells: runs.map(({ trials }) => (trials.failed > 0 ? `${trials.failed}` : '')),
      },
      { title: 'took', align: 'right', cells: runs.map(({ seconds }) => durationText(seconds)), dropOrder: 1 },
      { title: 'experiments', cells: runs.map(({ experiments }) => experiments.join(', ')), shrinkTo: 8 },
    ],
    options,
  );
}

const colours: Readonly<Record<RunSummary['word'], Colour>> = {
  running: 'cyan',
  stopping: 'yellow',
  paused: 'yellow',
  done: 'green',
  failed: 'red',
  stopped: 'yellow',
};
