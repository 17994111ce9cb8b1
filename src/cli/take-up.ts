import { findEngines, isFound } from '../engines/index.js';
import { jobId, numericsOf, type Plan } from '../plan/index.js';
import type { RunFolder, Store } from '../store/index.js';
import { type CarryOutOptions, carryOut } from './carry-out.js';
import { CommandError } from './command-error.js';
import { type ExitCode, exitCode } from './exit-code.js';
import { type PlaceOptions, placesFor } from './places.js';
import type { Terminal } from './terminal.js';

interface TakeUpOptions extends CarryOutOptions, PlaceOptions {
  readonly failFast?: boolean;
}

/** Goes on with a run that has no head, by its frozen plan. @param retry only for these trials, though they failed */
export async function takeUp(
  store: Store,
  run: RunFolder,
  options: TakeUpOptions,
  terminal: Terminal,
  retry: readonly string[] = [],
): Promise<ExitCode> {
  const plan = planOf(run, store, terminal);
  const order = {
    store,
    run,
    plan,
    ...(await placesFor(plan, options, terminal)),
    failFast: options.failFast ?? false,
    retry,
    command: ['kd', ...terminal.typed],
  };
  return carryOut(order, options, terminal);
}

/**
 * The frozen plan, which this kd has to compute as it was planned.
 *
 * @throws CommandError where another version of an engine or a method would give other results under the same ids
 */
function planOf(run: RunFolder, { objects }: Store, { env }: Terminal): Plan {
  const plan = run.plan();
  const changed = plan.jobs.find(({ id, spec }) => !objects.has(id) && jobId(spec, plan.engine) !== id);
  const engine = changed ? undefined : differingEngine(plan, env);
  if (changed || engine)
    throw new CommandError(
      `${run.name} was planned by another kd: ${changed ? `${changed.label} would be computed otherwise now` : engine}`,
      exitCode.unusable,
      'run its files again: what is equal is taken from the store',
    );
  return plan;
}

function differingEngine({ engine }: Plan, env: Terminal['env']): string | undefined {
  const candidates = findEngines(env).filter(({ name }) => name === engine.engine);
  const versions = candidates.filter(isFound).map(found => numericsOf(found, engine.threads).version);
  if (versions.includes(engine.version)) return undefined;
  return `by ${engine.engine} ${engine.version}, and this machine has ${versions.join(', ') || 'no such engine'}`;
}
