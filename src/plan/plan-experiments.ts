import { type Configured, cavsOf } from '../catalogue/index.js';
import type { Experiment, Trial } from '../check/experiment.js';
import { sha256 } from '../lib/hash.js';
import type { Fingerprint } from './data-spec.js';
import type { JobId } from './job-id.js';
import type { Numerics, Plan, PlannedExperiment, PlannedTeacher, PlannedTrial } from './plan.js';
import { labelOf, Planner, type TeacherJobs, type TrialJobs } from './planner.js';

export interface PlanContext {
  readonly numerics: Numerics;
  readonly fingerprint: Fingerprint;
  /** Of a model file named by an author. */
  readonly fileFingerprint: (path: string) => string | { readonly missing: string };
  /** Of the files that a source of examples reads; of nothing where it reads none. */
  readonly examplesFingerprint: (source: Configured) => string | { readonly missing: string };
}

export interface Planned {
  readonly plan: Plan;
  /** Data sets and files that are not there, with what to do; ids that depend on them are not final. */
  readonly missing: readonly { readonly dataset: string; readonly text: string }[];
}

/** Everything that has to be done for some experiments, shared jobs once, in an order in which it can be done. */
export function planExperiments(experiments: readonly Experiment[], context: PlanContext): Planned {
  const planner = new Planner(
    context.numerics,
    context.fingerprint,
    context.fileFingerprint,
    context.examplesFingerprint,
  );
  const ids = new Set<string>();
  const planned = experiments.map(experiment => planOne(experiment, planner, ids));
  const plan: Plan = { version: 1, engine: context.numerics, experiments: planned, jobs: planner.jobs };
  return { plan, missing: [...planner.data.missing, ...planner.missingFiles] };
}

function planOne(experiment: Experiment, planner: Planner, ids: Set<string>): PlannedExperiment {
  const gates = gatesOf(experiment, planner);
  const asked = experiment.trials.flatMap(({ strategy }) => cavsOf(strategy.method)).at(0);
  const teachers = new Map<JobId, PlannedTeacher>();
  const trials = experiment.trials.map((trial): PlannedTrial => {
    const jobs = planner.planTrial(trial, labelOf(trial), gates, asked);
    trial.teachers.forEach(({ label }, index) => {
      const evaluation = jobs.teachers[index]?.evaluation;
      if (evaluation && !teachers.has(evaluation)) teachers.set(evaluation, { label, evaluation });
    });
    return {
      id: trialId(trial, ids),
      cell: trial.point,
      seed: trial.seed,
      result: jobs.result,
      jobs: jobsOf(jobs, gates),
      ...(jobs.concepts ? { concepts: jobs.concepts } : {}),
    };
  });
  const { name, about, axes, excluded, compare, stopEarly, cells } = experiment;
  return {
    name,
    ...(about === undefined ? {} : { about }),
    axes,
    excluded,
    ...(compare ? { compare } : {}),
    ...(stopEarly ? { stopEarly } : {}),
    trials,
    cells: cells.map(({ point, ...cell }) => ({ cell: point, ...cell })),
    teachers: [...teachers.values()],
  };
}

/** A weak teacher stops the experiment before any student is trained: every student waits for all gates. */
function gatesOf({ trials }: Experiment, planner: Planner): readonly JobId[] {
  const gates = new Set<JobId>();
  for (const trial of trials) {
    for (const teacher of trial.teachers) {
      const gate = teacher.require && planner.planTeacher(teacher, trial).gate;
      if (gate) gates.add(gate);
    }
  }
  return [...gates];
}

const jobsOf = ({ student, result, teachers, concepts }: TrialJobs, gates: readonly JobId[]): readonly JobId[] => [
  ...new Set([
    ...teachers.flatMap(({ product, evaluation }: TeacherJobs) => [product, evaluation]),
    ...gates,
    ...(concepts?.teachers.map(({ job }) => job) ?? []),
    student,
    ...(concepts ? [concepts.student] : []),
    result,
  ]),
];

/** Short, and longer where two would fall together. */
function trialId({ experiment, point, seed }: Trial, taken: Set<string>): string {
  const digest = sha256(JSON.stringify([experiment, seed, Object.entries(point)]));
  for (let digits = 6; digits < digest.length; digits += 2) {
    const id = `${experiment}-${digest.slice(0, digits)}`;
    if (taken.has(id)) continue;
    taken.add(id);
    return id;
  }
  const again = `${experiment}-${digest}-${taken.size}`;
  taken.add(again);
  return again;
}
