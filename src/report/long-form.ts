import type { JobId, PlannedExperiment, PlannedTrial } from '../plan/index.js';
import type { RunState } from './run-state.js';
import type { PastEpoch } from './training-epochs.js';
import { ownRecords } from './trial-state.js';

/** A trial, its epochs and what came out. */
export interface TrialCourse {
  readonly experiment: PlannedExperiment;
  readonly trial: PlannedTrial;
  readonly epochs: readonly PastEpoch[];
  /** Empty where it is not done. */
  readonly results: Readonly<Record<string, number>>;
}

/** One number of a trial. */
export interface Measurement extends Pick<TrialCourse, 'experiment' | 'trial'> {
  /** A loss term, a metric on the validation part, the learning rate of a learner, a result, or a time. */
  readonly kind: 'loss' | 'validation' | 'lr' | 'final' | 'time';
  readonly metric: string;
  /** Epochs that were done, from 1; of a result, the last one; absent where nothing was trained. */
  readonly epoch?: number;
  readonly value: number;
  /** ISO 8601; absent where nobody remembers. */
  readonly time?: string;
}

/** All trials of a run in the order of its plan, one at a time. */
export function* trialCourses(
  state: RunState,
  epochsOf: (training: JobId) => readonly PastEpoch[],
): Iterable<TrialCourse> {
  for (const experiment of state.plan.experiments)
    for (const trial of experiment.trials) {
      const records = ownRecords(state, trial);
      const training = records.find(({ job }) => job.spec.kind === 'train');
      const result = records.at(-1);
      const isDone = result?.state === 'done' || result?.state === 'cached';
      const epochs = training ? epochsOf(training.job.id) : [];
      yield { experiment, trial, epochs, results: isDone ? result.metrics : {} };
    }
}

/** Every number of some trials: one row each, whatever it is of. */
export function* measurements(courses: Iterable<TrialCourse>): Iterable<Measurement> {
  for (const { experiment, trial, epochs, results } of courses) {
    const of = { experiment, trial };
    for (const { epoch, losses, metrics, rates = {}, seconds, time } of epochs) {
      const at = time === undefined ? { epoch } : { epoch, time };
      yield* numbers(losses).map(([metric, value]) => ({ ...of, kind: 'loss' as const, metric, ...at, value }));
      yield* numbers(metrics).map(([metric, value]) => ({ ...of, kind: 'validation' as const, metric, ...at, value }));
      yield* numbers(rates).map(([metric, value]) => ({ ...of, kind: 'lr' as const, metric, ...at, value }));
      if (seconds !== undefined) yield { ...of, kind: 'time', metric: 'epoch-seconds', ...at, value: seconds };
    }
    const last = epochs.at(-1)?.epoch;
    for (const [metric, value] of numbers(results))
      yield { ...of, kind: 'final', metric, ...(last === undefined ? {} : { epoch: last }), value };
  }
}

/** A file of JSON has `null` for what was no number. */
const numbers = (found: Readonly<Record<string, number | null>>): (readonly [string, number])[] =>
  Object.entries(found).map(([name, value]) => [name, value ?? Number.NaN]);
