import { join } from 'node:path';

import type { Plan } from '../../src/plan/index.js';
import {
  type RunEvent,
  type RunHandle,
  type RunOptions,
  type RunOutcome,
  runPlan,
  type Timing,
} from '../../src/schedule/index.js';
import { openStore, type RunFolder, type Store } from '../../src/store/index.js';
import { idOf } from './plans.js';
import { temporaryFolder } from './temporary-folder.js';

const root = join(import.meta.dirname, '..', '..');

/** The compiled null device. */
export const fakeWorker = join(root, 'dist', 'src', 'worker', 'fake.js');
/** A program of `test/worker/programs`. */
export const program = (name: string): string => join(root, 'test', 'worker', 'programs', `${name}.mjs`);

/** Short enough that a test need not wait, long enough for a busy machine. */
export const hasty: Partial<Timing> = { terminate: 200, stop: 200 };

export interface RunUnderTest {
  readonly store: Store;
  readonly run: RunFolder;
  readonly handle: RunHandle;
  readonly events: RunEvent[];
  /** The outcome, once everything is over. */
  readonly outcome: Promise<RunOutcome>;
}

export type TestOptions = Partial<Omit<RunOptions, 'timing'>> & {
  readonly timing?: Partial<Timing>;
  readonly onFact?: (event: RunEvent, handle: RunHandle) => void;
};

/** Runs a plan with the fake worker, in a new store unless one is given. */
export function runOf(plan: Plan, { onFact = () => {}, ...options }: TestOptions = {}): RunUnderTest {
  const store = options.store ?? openStore(join(temporaryFolder(), '.kd'));
  const run = options.run ?? store.runs.create({ plan, sources: [], started: new Date() });
  const events: RunEvent[] = [];
  const handle = runPlan(plan, {
    workers: 2,
    command: ['kd'],
    now: () => new Date(),
    workerProgram: fakeWorker,
    ...options,
    timing: { ...hasty, ...options.timing },
    store,
    run,
    onEvent(event) {
      events.push(event);
      onFact(event, handle);
    },
  });
  return { store, run, handle, events, outcome: handle.finished };
}

export const ofType = <T extends RunEvent['type']>(
  events: readonly RunEvent[],
  type: T,
): Extract<RunEvent, { readonly type: T }>[] =>
  events.filter((event): event is Extract<RunEvent, { readonly type: T }> => event.type === type);

/** What happened to a job, in order: `started`, `failed`, …. */
export const storyOf = (events: readonly RunEvent[], name: string): string[] =>
  events.flatMap(event => ('job' in event && event.job === idOf(name) ? [event.type.replace('job-', '')] : []));
