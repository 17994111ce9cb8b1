import type { CardSupply } from '../devices/index.js';
import type { Plan } from '../plan/index.js';
import type { Journal, RunFolder, Store } from '../store/index.js';
import type { RunOutcome } from './command.js';
import type { RunEvent, RunFact, StopAsker } from './events.js';
import { Execution } from './execution.js';
import type { RunRequest } from './request.js';
import { defaultTiming, type Timing } from './timing.js';
import type { WorkerProgram } from './worker-process.js';
import { realWorker } from './worker-program.js';

export interface RunOptions {
  readonly store: Store;
  /** A new run of this plan, or an unfinished one to go on with. */
  readonly run: RunFolder;
  /** How many jobs side by side, each in a worker process of its own. */
  readonly workers: number;
  /** The cards that a run on cards may use. Absent: it is on cores. */
  readonly supply?: CardSupply;
  /** The command line, for the journal. */
  readonly command: readonly string[];
  readonly now: () => Date;
  /** Hears every event, in order, once it is safe on the disk. */
  readonly onEvent: (event: RunEvent) => void;
  /** Stop at the first failure. */
  readonly failFast?: boolean;
  /** Take nothing from the store that this run did not compute. */
  readonly fresh?: boolean;
  /** Try a few batches of every new kind of training before anything else. */
  readonly preflight?: boolean;
  /** Only these trials, whatever became of them; the run may be over. */
  readonly retry?: readonly string[];
  /** Path of a program that speaks the worker's protocol. Default: the real one. */
  readonly workerProgram?: string;
  /** Options for Node itself in the workers. */
  readonly nodeOptions?: readonly string[];
  readonly timing: Timing;
}

/** A run under way. */
export interface RunHandle {
  /** How it ended. Rejects with a `StoreError` where the store failed the head, or with a `Bug`. */
  readonly finished: Promise<RunOutcome>;
  /** As others ask by the run's requests; a second asking for the same does no harm. */
  ask(request: RunRequest, by: StopAsker): void;
}

/**
 * Runs a plan to its end, whatever its jobs do: results go to the store, facts to the run's journal. This process is
 * the run's head until `finished` settles.
 *
 * @throws StoreError at once where another head lives or the journal is damaged
 */
export function runPlan(
  plan: Plan,
  given: Omit<RunOptions, 'timing'> & { readonly timing?: Partial<Timing> },
): RunHandle {
  const options: RunOptions = { ...given, timing: { ...defaultTiming, ...given.timing } };
  const head = options.run.takeHead(options.now);
  let journal: Journal<RunFact>;
  try {
    journal = options.run.journal<RunFact>(options.now);
  } catch (error) {
    head.release();
    throw error;
  }
  const execution = new Execution(plan, programFor(plan, options), options, journal);
  const heartbeat = setInterval(
    () =>
      execution.guard(() => {
        head.beat();
        execution.beat();
      }),
    options.timing.heartbeat,
  );

  const rounds = setInterval(() => execution.guard(() => execution.poll()), options.timing.poll);

  async function untilTheEnd(): Promise<RunOutcome> {
    const end = await execution.ended;
    clearInterval(heartbeat);
    clearInterval(rounds);
    journal.close();
    head.release();
    if ('error' in end) throw end.error;
    return end.outcome;
  }
  return { finished: untilTheEnd(), ask: (request, by) => execution.ask(request, by) };
}

const programFor = ({ engine }: Plan, { store, workerProgram, nodeOptions }: RunOptions): WorkerProgram => ({
  path: workerProgram ?? realWorker(),
  store: store.folder,
  engine,
  ...(nodeOptions ? { nodeOptions } : {}),
});
