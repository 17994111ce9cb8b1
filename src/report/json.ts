import type { Comparison } from './compare.js';
import type { RunsComparison } from './compare-runs.js';
import type { CellResult, ExperimentResult, RunResults, TrialResult } from './results.js';
import type { StoppedEarly } from './run-state.js';
import type { Summary } from './statistics.js';
import type { TeacherResult } from './teachers.js';

/** What `kd exp show RUN --json` prints, as a value for `JSON.stringify`. What cannot be said (one seed has no spread) is `null`. */
export function resultsJson({ run, state, engine, experiments, jobs, intervals }: RunResults): object {
  return { version: 1, run, state, engine, intervals, experiments: experiments.map(experimentJson), jobs };
}

/** What `kd exp compare --json` prints: the cells as in `kd exp show --json`, with run and experiment among their axes. */
export function comparisonJson({ experiment, notes }: RunsComparison): object {
  const { compare, intervals, cells } = experiment;
  return { version: 1, ...compare, intervals, notes, cells: cells.map(cellJson) };
}

function experimentJson({ name, trials, cells, teachers, concepts }: ExperimentResult): object {
  return {
    name,
    trials: trials.map(trialJson),
    cells: cells.map(cellJson),
    teachers: teachers.map(teacherJson),
    ...(concepts.length > 0 ? { concepts } : {}),
  };
}

const teacherJson = (teacher: TeacherResult): object => ({ ...teacher, metrics: finite(teacher.metrics) });

function trialJson({ id, cell, seed, state, metrics, seconds, error, warnings }: TrialResult): object {
  return {
    id,
    cell,
    seed,
    state,
    metrics: finite(metrics),
    seconds,
    ...(error ? { error } : {}),
    ...(warnings.length > 0 ? { warnings } : {}),
  };
}

function cellJson({ cell, n, metrics, expect, stoppedEarly, against }: CellResult): object {
  return {
    cell,
    n,
    metrics: Object.fromEntries(Object.entries(metrics).map(([name, summary]) => [name, summaryJson(summary)])),
    ...(expect ? { expect } : {}),
    ...(stoppedEarly ? { stoppedEarly: decisionJson(stoppedEarly) } : {}),
    ...(against ? { against: againstJson(against) } : {}),
  };
}

/** On the validation part. */
const decisionJson = ({ epoch, metric, value, seeds, best, needed, cells, places }: StoppedEarly): object => ({
  epoch,
  metric,
  value,
  seeds,
  best,
  needed,
  cells,
  places,
});

const summaryJson = ({ mean, sd, ci95 }: Summary): object => ({
  mean: numberJson(mean),
  sd: numberJson(sd),
  ci95: ci95 ? ci95.map(numberJson) : null,
});

function againstJson(comparison: Comparison): object {
  const { baseline, metric, pairs, difference, ci95, p, pHolm, signFlipP, verdict, test, effect, seedsNeeded } =
    comparison;
  return {
    baseline,
    metric,
    difference: numberJson(difference),
    ci95: ci95 ? ci95.map(numberJson) : null,
    p: numberJson(p),
    verdict,
    test,
    pairs,
    pHolm: numberJson(pHolm),
    pSignFlip: numberJson(signFlipP),
    effect: numberJson(effect),
    ...(seedsNeeded === undefined ? {} : { seedsNeeded }),
  };
}

const finite = (metrics: Readonly<Record<string, number>>): object =>
  Object.fromEntries(Object.entries(metrics).map(([name, value]) => [name, numberJson(value)]));

/** JSON has no NaN and no infinity: they are written as strings, as in all files of a run. */
function numberJson(value: number | undefined): number | string | null {
  if (value === undefined) return null;
  return Number.isFinite(value) ? value : String(value);
}
