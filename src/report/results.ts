import { must } from '../lib/bug.js';
import type { Numerics, PlannedCell, PlannedExperiment, PlannedTrial } from '../plan/index.js';
import { type Comparison, compareCells } from './compare.js';
import { type ConceptResult, conceptResults } from './concepts.js';
import type { MetricLookup } from './metric.js';
import type { JobState, RunState, StoppedEarly } from './run-state.js';
import { type IntervalMethod, type Summary, summarize } from './statistics.js';
import { type TeacherResult, teacherResults } from './teachers.js';
import { teachersChosenByTest } from './test-data.js';
import { ownRecords, type TrialError, type TrialState, trialError, trialState } from './trial-state.js';

export type Point = PlannedTrial['cell'];

/** What a run has found so far: everything that tables, JSON and CSV show. */
export interface RunResults {
  readonly run: string;
  readonly state: 'running' | 'done' | 'failed' | 'stopped';
  /** What computed all of it. */
  readonly engine: Numerics;
  readonly experiments: readonly ExperimentResult[];
  readonly jobs: Readonly<Record<JobState, number>>;
  /** How all its intervals were found. */
  readonly intervals: IntervalMethod;
}

export interface ExperimentResult {
  readonly name: string;
  readonly about?: string;
  readonly compare?: { readonly baseline: string; readonly metric: string };
  readonly trials: readonly TrialResult[];
  readonly cells: readonly CellResult[];
  /** Names of all metrics that some trial has, in the order of their first appearance. */
  readonly metrics: readonly string[];
  readonly teachers: readonly TeacherResult[];
  readonly concepts: readonly ConceptResult[];
  /** Teachers whose `require` looked at test data, which decided nothing else. */
  readonly chosenByTest: readonly string[];
  readonly intervals: IntervalMethod;
}

export interface TrialResult {
  readonly id: string;
  readonly cell: Point;
  readonly seed: number;
  readonly state: TrialState;
  /** Of a trial that is done; else empty. */
  readonly metrics: Readonly<Record<string, number>>;
  /** Of training and measuring its student; its teachers, who may serve many trials, are not counted. */
  readonly seconds: number;
  readonly error?: TrialError;
  readonly warnings: readonly string[];
  /** Name of the data set it is measured on. */
  readonly dataset?: string;
}

export interface CellResult {
  readonly cell: Point;
  readonly trials: readonly TrialResult[];
  /** How many trials are done: averages are over these. */
  readonly n: number;
  readonly metrics: Readonly<Record<string, Summary>>;
  readonly expect?: Readonly<Record<string, number>>;
  readonly isBaseline: boolean;
  /** It was given up: what it has is of the seeds that were done before, and is not compared. */
  readonly stoppedEarly?: StoppedEarly;
  readonly against?: Comparison;
}

/** Puts together what a run has found. */
export function resultsOf(state: RunState, metric: MetricLookup, intervals: IntervalMethod = 't'): RunResults {
  return {
    run: state.run,
    state: state.state === 'waiting' ? 'running' : state.state,
    engine: state.plan.engine,
    experiments: state.plan.experiments.map(experiment => experimentResult(state, experiment, metric, intervals)),
    jobs: { ...state.jobCounts },
    intervals,
  };
}

function experimentResult(
  state: RunState,
  experiment: PlannedExperiment,
  metric: MetricLookup,
  intervals: IntervalMethod,
): ExperimentResult {
  const { name, about, compare } = experiment;
  const trials = experiment.trials.map(trial => trialResult(state, trial, metric));
  return {
    name,
    ...(about === undefined ? {} : { about }),
    ...(compare ? { compare } : {}),
    trials,
    cells: cellResults(state, experiment, trials, metric, intervals),
    metrics: [...new Set(trials.flatMap(trial => Object.keys(trial.metrics)))],
    teachers: teacherResults(state, experiment),
    concepts: conceptResults(state, experiment),
    chosenByTest: teachersChosenByTest(state, experiment),
    intervals,
  };
}

function trialResult(state: RunState, trial: PlannedTrial, metric: MetricLookup): TrialResult {
  const result = must(state.jobs.get(trial.result), `result of trial ${trial.id}`);
  const { spec } = result.job;
  const reached = trialState(state, trial);
  const error = trialError(state, trial, metric);
  return {
    id: trial.id,
    cell: trial.cell,
    seed: trial.seed,
    state: reached,
    metrics: reached === 'done' ? result.metrics : {},
    seconds: ownRecords(state, trial).reduce((sum, record) => sum + record.seconds, 0),
    ...(error && reached !== 'done' ? { error } : {}),
    warnings: ownRecords(state, trial).flatMap(record => record.warnings),
    ...(spec.kind === 'evaluate' ? { dataset: spec.data.from.name } : {}),
  };
}

function cellResults(
  state: RunState,
  experiment: PlannedExperiment,
  trials: readonly TrialResult[],
  metric: MetricLookup,
  intervals: IntervalMethod,
): CellResult[] {
  const { cells, compare } = experiment;
  const baselines = new Set(cells.map(cell => cell.against));
  const found = cells.map((cell, index) => {
    const own = pick(trials, cell);
    return { cell, trials: own, isBaseline: baselines.has(index), decision: state.stoppedEarly.get(own[0]?.id ?? '') };
  });
  const comparable = found.filter(({ cell }) => compare && cell.against !== undefined);
  const compared = comparable.filter(({ decision }) => !decision);
  const comparisons = compare
    ? compareCells(
        compared.map(({ cell, trials: own }) => ({
          values: bySeed(own, compare.metric),
          against: bySeed(must(found[cell.against ?? -1], 'cell of the baseline').trials, compare.metric),
        })),
        compare,
        metric(compare.metric).better ?? 'larger',
        comparable.length - compared.length,
        intervals,
      )
    : [];
  const againstOf = new Map(compared.map((one, index) => [one, comparisons[index]]));
  return found.map(one => {
    const against = againstOf.get(one);
    return {
      ...cellSummary(one.cell, one.trials, intervals),
      isBaseline: one.isBaseline,
      ...(one.decision ? { stoppedEarly: one.decision } : {}),
      ...(against ? { against } : {}),
    };
  });
}

const pick = (trials: readonly TrialResult[], { trials: indices }: PlannedCell): TrialResult[] =>
  indices.map(index => must(trials[index], `trial ${index} of a cell`));

/** Values of a metric by the seed of their trial, where there is one. */
export function bySeed(trials: readonly TrialResult[], metric: string): Map<number, number> {
  const values = new Map<number, number>();
  for (const { seed, metrics } of trials) {
    const value = metrics[metric];
    if (value !== undefined) values.set(seed, value);
  }
  return values;
}

function cellSummary(
  { cell, expect }: PlannedCell,
  trials: readonly TrialResult[],
  intervals: IntervalMethod,
): Omit<CellResult, 'isBaseline'> {
  const values = new Map<string, number[]>();
  for (const trial of trials)
    for (const [name, value] of Object.entries(trial.metrics)) {
      const list = values.get(name);
      if (list) list.push(value);
      else values.set(name, [value]);
    }
  return {
    cell,
    trials,
    n: trials.filter(trial => trial.state === 'done').length,
    metrics: Object.fromEntries([...values].map(([name, list]) => [name, summarize(list, intervals)])),
    ...(expect ? { expect } : {}),
  };
}
