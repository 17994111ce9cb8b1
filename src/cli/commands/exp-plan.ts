import { changesSince, type JobId, type Plan } from '../../plan/index.js';
import { openStore, type Store } from '../../store/index.js';
import { chooseEngine } from '../choose-engine.js';
import type { CommandAction } from '../commands.js';
import { estimateSeconds } from '../estimate.js';
import { exitCode } from '../exit-code.js';
import { ifWhole } from '../if-whole.js';
import { loadExperiments } from '../load-experiments.js';
import { makePlan } from '../make-plan.js';
import { placesFor } from '../places.js';
import { planJson } from '../plan-json.js';
import { type Forecast, planText } from '../plan-text.js';
import { storeFolder } from '../store-options.js';

/** `kd exp plan FILE…`: runs nothing, writes nothing. */
export const expPlan: CommandAction = async (files, options, terminal) => {
  const loaded = await loadExperiments(files, options, terminal);
  if (!loaded) return exitCode.wrong;
  const engine = await chooseEngine(options, loaded.experiments, terminal);
  const { plan, missing } = makePlan(loaded.experiments, engine, terminal);
  const store = openStore(storeFolder(options, terminal), 'read');
  const damaged = damagedResults(plan, store);
  const cached = new Set<JobId>(plan.jobs.flatMap(({ id }) => (store.objects.has(id) && !damaged.has(id) ? id : [])));
  const last = lastPlanOf(plan, store);
  const { workers } = await placesFor(plan, options, terminal);
  const forecast: Forecast = {
    plan,
    cached,
    damaged,
    changes: last ? withoutCached(changesSince(last, plan), cached) : new Map(),
    missing,
    workers,
    seconds: estimateSeconds(plan, cached, store, workers),
  };
  terminal.out(
    options.json ? `${JSON.stringify(planJson(forecast), undefined, 2)}\n` : `${planText(forecast).join('\n')}\n`,
  );
  return exitCode.done;
};

/** As a run would find them at its start: it sets them aside. */
const damagedResults = ({ jobs }: Plan, { objects }: Store): ReadonlyMap<JobId, string> =>
  new Map(jobs.flatMap(({ id }) => objects.faults(id, 'sizes').map(fault => [id, fault] as const)));

/** Of the newest run that had one of these experiments: those of other files tell nothing of this one. */
function lastPlanOf({ experiments }: Plan, { runs }: Store): Plan | undefined {
  const names = new Set(experiments.map(({ name }) => name));
  for (const run of runs.list().reverse()) {
    const plan = ifWhole(() => run.plan());
    if (plan?.experiments.some(({ name }) => names.has(name))) return plan;
  }
  return undefined;
}

/** What is there need not be explained. */
const withoutCached = <V>(changes: ReadonlyMap<JobId, V>, cached: ReadonlySet<JobId>): ReadonlyMap<JobId, V> =>
  new Map([...changes].filter(([id]) => !cached.has(id)));
