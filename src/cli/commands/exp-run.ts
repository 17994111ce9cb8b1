import { relative, resolve } from 'node:path';

import type { Checked } from '../../check/index.js';
import type { Plan } from '../../plan/index.js';
import { reportText, resultsOf } from '../../report/index.js';
import { type RunOutcome, unfinishedRun } from '../../schedule/index.js';
import { openStore, type RunFolder, type Store } from '../../store/index.js';
import type { CommandAction } from '../commands.js';
import { execute } from '../execute.js';
import { type ExitCode, exitCode } from '../exit-code.js';
import { loadExperiments } from '../load-experiments.js';
import { classCount, metricFacts } from '../lookups.js';
import { makePlan, requireData } from '../make-plan.js';
import { storeFolder } from '../store-options.js';
import type { Terminal } from '../terminal.js';
import { textOptions } from '../text-options.js';
import { workerCount } from '../workers.js';
import { writeResults } from '../write-results.js';

/** `kd exp run FILE…`: check, plan, run what is not there yet, report. */
export const expRun: CommandAction = async (files, options, terminal) => {
  const checked = await loadExperiments(files, options, terminal);
  if (!checked) return exitCode.wrong;
  const planned = makePlan(checked.experiments, options, terminal);
  requireData(planned);
  const { plan } = planned;

  const store = openStore(storeFolder(options, terminal));
  const { ui = 'auto', failFast = false, fresh = false } = options;
  const run = (fresh ? undefined : unfinishedRun(store, plan)) ?? newRun(store, plan, checked, terminal);
  const execution = { plan, store, run, workers: workerCount(options), ui, failFast, fresh };
  const { outcome, state } = await execute(execution, terminal);

  const results = resultsOf(state, metricFacts);
  writeResults(run, results);
  const stream = ui === 'json' ? 'err' : 'out';
  const look = { ...textOptions(terminal, stream), metric: metricFacts, classes: classCount };
  terminal[stream](`${reportText(results, look)}\n${closingWords(outcome, run, terminal)}\n`);
  return codes[outcome];
};

const codes: Readonly<Record<RunOutcome, ExitCode>> = {
  done: exitCode.done,
  failed: exitCode.trialFailed,
  stopped: exitCode.interrupted,
};

const newRun = (store: Store, plan: Plan, { sources }: Checked, { cwd }: Terminal): RunFolder =>
  store.runs.create({
    plan,
    sources: sources.map(({ path, text }) => ({ path: resolve(cwd, path), text })),
    started: new Date(),
  });

function closingWords(outcome: RunOutcome, { name, folder }: RunFolder, { cwd }: Terminal): string {
  const where = `Run ${name} is in ${relative(cwd, folder) || '.'}`;
  return outcome === 'stopped'
    ? `${where}. It was stopped; nothing finished is lost, the same command goes on.`
    : `${where}. See it again: kd exp show ${name}`;
}
