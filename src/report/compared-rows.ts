import { must } from '../lib/bug.js';
import { canonicalJson, type Json } from '../lib/json.js';
import { jobSettings } from '../plan/index.js';
import type { MetricLookup } from './metric.js';
import { type CellResult, type ExperimentResult, type Point, type RunResults, resultsOf } from './results.js';
import type { RunState } from './run-state.js';
import type { IntervalMethod } from './statistics.js';
import { ownRecords } from './trial-state.js';

/** A cell of one of several runs, with all that must be the same for a fair comparison. */
export interface ComparedRow {
  /** More than one where runs share the very same results. */
  readonly runs: readonly string[];
  readonly experiment: string;
  readonly cell: CellResult;
  readonly isBaseline: boolean;
  /** What an author wrote for its student, `train.epochs` to `20`; the seed of a split only where it is the same for all seeds. */
  readonly settings: ReadonlyMap<string, string>;
  /** By seed: what decides which images it was measured on. */
  readonly testData: ReadonlyMap<number, string>;
  readonly engine: string;
}

/** The cells of some runs, each result once. */
export function comparedRows(
  states: readonly RunState[],
  metric: MetricLookup,
  intervals: IntervalMethod,
): ComparedRow[] {
  const rows = new Map<string, ComparedRow>();
  for (const state of states) {
    const results = resultsOf(state, metric, intervals);
    for (const experiment of results.experiments)
      for (const cell of experiment.cells) {
        const key = sameResults(state, experiment, cell);
        const known = rows.get(key);
        rows.set(
          key,
          known
            ? { ...known, runs: [...new Set([...known.runs, results.run])] }
            : row(state, results, experiment, cell),
        );
      }
  }
  return [...rows.values()];
}

/** Two cells with this in common are one: the same jobs, under the same name and settings. */
function sameResults(state: RunState, { name }: ExperimentResult, { cell, trials }: CellResult): string {
  const jobs = trials.map(({ id }) => must(state.trials.get(id), `trial ${id}`).result);
  return canonicalJson([name, cell, jobs] as unknown as Json);
}

function row(state: RunState, { run, engine }: RunResults, { name }: ExperimentResult, cell: CellResult): ComparedRow {
  const trials = cell.trials.map(({ id }) => must(state.trials.get(id), `trial ${id}`));
  const measured = trials.map(trial => ({ seed: trial.seed, job: must(state.jobs.get(trial.result), 'result').job }));
  return {
    runs: [run],
    experiment: name,
    cell,
    isBaseline: cell.isBaseline,
    settings: commonSettings(trials.map(trial => must(ownRecords(state, trial)[0], 'own job').job).map(jobSettings)),
    testData: new Map(
      measured.flatMap(({ seed, job: { spec } }) =>
        spec.kind === 'evaluate' ? [[seed, canonicalJson(spec.data as unknown as Json)] as const] : [],
      ),
    ),
    engine: `${engine.engine} ${engine.version}`,
  };
}

/** What all seeds of a cell have in common; one seed alone has its seed to itself. */
function commonSettings(all: readonly ReadonlyMap<string, string>[]): ReadonlyMap<string, string> {
  const [first = new Map<string, string>(), ...others] = all;
  return new Map(
    [...first].filter(([name, value]) => name !== 'seed' && others.every(other => other.get(name) === value)),
  );
}

/** Runs by the last word of their names, which people remember, where that is enough to tell them apart. */
export function shortRunNames(names: readonly string[]): ReadonlyMap<string, string> {
  const wordOf = (name: string): string => name.slice(name.lastIndexOf('-') + 1);
  const isUnique = (name: string): boolean => names.every(other => other === name || wordOf(other) !== wordOf(name));
  return new Map(names.map(name => [name, isUnique(name) ? wordOf(name) : name]));
}

/** Axes in which nothing but the runs and the experiments tell cells apart. */
export const pointOf = ({ runs, experiment, cell }: ComparedRow, shortNames: ReadonlyMap<string, string>): Point => ({
  run: runs.map(run => shortNames.get(run) ?? run).join(', '),
  experiment,
  ...cell.cell,
});
