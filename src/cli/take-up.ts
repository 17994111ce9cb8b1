import type { Plan } from '../plan/index.js';
import type { RunFolder, Store } from '../store/index.js';
import { type CarryOutOptions, carryOut } from './carry-out.js';
import type { ExitCode } from './exit-code.js';
import type { Terminal } from './terminal.js';
import { type WorkerOptions, workerCount } from './workers.js';

interface TakeUpOptions extends CarryOutOptions, WorkerOptions {
  readonly failFast?: boolean;
}

/** Goes on with a run that has no head, by its frozen plan. @param retry only for these trials, though they failed */
export function takeUp(
  store: Store,
  run: RunFolder,
  options: TakeUpOptions,
  terminal: Terminal,
  retry: readonly string[] = [],
): Promise<ExitCode> {
  const order = {
    store,
    run,
    plan: run.plan() as Plan,
    workers: workerCount(options),
    failFast: options.failFast ?? false,
    fresh: false,
    retry,
    command: ['kd', ...terminal.typed],
  };
  return carryOut(order, options, terminal);
}
