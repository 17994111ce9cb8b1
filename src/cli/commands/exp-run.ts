import { resolve } from 'node:path';

import type { Checked } from '../../check/index.js';
import type { Plan } from '../../plan/index.js';
import { unfinishedRun } from '../../schedule/index.js';
import { openStore, type RunFolder, type Store } from '../../store/index.js';
import { carryOut } from '../carry-out.js';
import { chooseEngine } from '../choose-engine.js';
import type { CommandAction } from '../commands.js';
import { exitCode } from '../exit-code.js';
import { loadExperiments } from '../load-experiments.js';
import { makePlan, requireData } from '../make-plan.js';
import { placesFor } from '../places.js';
import { storeFolder } from '../store-options.js';
import type { Terminal } from '../terminal.js';

/** `kd exp run FILE…`: check, plan, run what is not there yet, report. */
export const expRun: CommandAction = async (files, options, terminal) => {
  const checked = await loadExperiments(files, options, terminal);
  if (!checked) return exitCode.wrong;
  const engine = await chooseEngine(options, checked.experiments, terminal);
  const planned = makePlan(checked.experiments, engine, terminal);
  requireData(planned);
  const { plan } = planned;
  const places = await placesFor(plan, options, terminal);

  const store = openStore(storeFolder(options, terminal));
  const { failFast = false, fresh = false } = options;
  const run = (fresh ? undefined : unfinishedRun(store, plan)) ?? newRun(store, plan, checked, terminal);
  if (!fresh) tellOfSamePlan(store, plan, terminal);
  const command = ['kd', ...terminal.typed];
  const order = {
    plan,
    store,
    run,
    ...places,
    failFast,
    retry: [],
    command,
    ...(fresh ? { fresh } : {}),
  };
  return carryOut(order, options, terminal);
};

/** Another head with the very same plan is no obstacle, but perhaps a surprise. */
function tellOfSamePlan({ runs }: Store, plan: Plan, terminal: Terminal): void {
  const other = runs.ofPlan(plan).find(run => run.head());
  if (!other) return;
  terminal.err(
    `run ${other.name} is under way with the same plan: the two share the work. Watch it: kd exp watch ${other.name}\n`,
  );
}

const newRun = (store: Store, plan: Plan, { sources }: Checked, { cwd }: Terminal): RunFolder =>
  store.runs.create({
    plan,
    sources: sources.map(({ path, text }) => ({ path: resolve(cwd, path), text })),
    started: new Date(),
  });
