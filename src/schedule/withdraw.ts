import { must } from '../lib/bug.js';
import type { PlannedTrial } from '../plan/index.js';
import type { Command, Withdrawal } from './command.js';
import type { GivenUpCell } from './early-stop.js';
import { cancel, indexOf, type RunUnderWay, toSlots } from './run-under-way.js';

export const giveUp = (run: RunUnderWay, cell: GivenUpCell): readonly Command[] => [
  { type: 'give-up-cell', cell },
  ...withdrawCell(run, cell),
];

export function withdrawCell(run: RunUnderWay, { experiment, cell }: GivenUpCell): readonly Command[] {
  const { cells, trials } = must(run.experiments[experiment], `experiment ${experiment}`);
  return must(cells[cell], `cell ${cell}`).trials.flatMap(trial =>
    withdraw(run, must(trials[trial], `trial ${trial}`), 'stopped-early'),
  );
}

/** What no other trial needs is canceled, and asked to stop where it runs. */
export function withdraw(run: RunUnderWay, { result }: PlannedTrial, because: Withdrawal): readonly Command[] {
  const { canceled, running } = run.board.withdraw(indexOf(run, result));
  for (const index of running) run.withdrawn.set(index, because);
  return [...cancel(run, canceled, because), ...toSlots(run, 'stop-job', index => running.includes(index))];
}

/** Which trials nobody waits for when a head begins, or which alone somebody does. */
export interface Unasked {
  /** Trials that a person has stopped. */
  readonly stoppedTrials?: ReadonlySet<string>;
  /** Nothing else is done. Default: all trials. */
  readonly onlyTrials?: ReadonlySet<string>;
}

export function withdrawUnasked(run: RunUnderWay, { stoppedTrials, onlyTrials }: Unasked): readonly Command[] {
  return run.experiments.flatMap(({ trials }) =>
    trials.flatMap(trial => {
      if (onlyTrials?.has(trial.id)) return [];
      if (onlyTrials) return withdraw(run, trial, 'not-asked');
      return stoppedTrials?.has(trial.id) ? withdraw(run, trial, 'trial-stopped') : [];
    }),
  );
}
