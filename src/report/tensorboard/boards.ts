import type { tfevents } from '../../formats/index.js';
import type { JobId, Plan, PlannedExperiment } from '../../plan/index.js';
import { axisColumns } from '../axis-columns.js';
import { cellLabel, differingAxes } from '../cell-label.js';
import { freeNames, trialFolders } from './trial-folders.js';

/** One folder of curves: of a trial, or of a teacher. */
export interface Board {
  readonly folder: string;
  /** Whose epochs its curves are; absent where nothing is trained. */
  readonly training?: JobId;
  /** Whose metrics are its results. */
  readonly evaluation: JobId;
  /** Of a trial. */
  readonly trial?: string;
  readonly session?: tfevents.HparamSession;
}

export function boardsOf({ experiments, jobs }: Plan): readonly Board[] {
  const trainings = new Map(jobs.map(({ id, spec }) => [id, spec.kind === 'evaluate' ? spec.product : undefined]));
  const kinds = new Map(jobs.map(({ id, spec }) => [id, spec.kind]));
  const curvesOf = (evaluation: JobId): { training?: JobId } => {
    const training = trainings.get(evaluation);
    return training && kinds.get(training) === 'train' ? { training } : {};
  };
  const folders = trialFolders(experiments);
  const sessionOf = sessions(experiments);
  const students = experiments.flatMap(experiment =>
    experiment.trials.map(trial => ({
      folder: folders.get(trial.id) ?? trial.id,
      evaluation: trial.result,
      ...curvesOf(trial.result),
      trial: trial.id,
      session: sessionOf(experiment, trial.cell),
    })),
  );
  const free = freeNames();
  const teachers = new Map(experiments.flatMap(each => each.teachers.map(of => [of.evaluation, of.label] as const)));
  return [
    ...students,
    ...[...teachers].map(([evaluation, label]) => ({
      folder: free(`teacher ${label.slice(0, 120)} ${evaluation.slice(0, 6)}`),
      evaluation,
      ...curvesOf(evaluation),
    })),
  ];
}

/** All settings that sessions have, and the results by the names that their scalars have. */
export function hparamTable({ experiments }: Plan, metrics: readonly string[]): tfevents.HparamTable {
  const axes = axisColumns(experiments);
  return {
    name: experiments.map(({ name }) => name).join(', '),
    about: experiments.flatMap(({ about }) => about ?? []).join('; '),
    settings:
      experiments.length > 1 ? [{ name: 'experiment', values: experiments.map(({ name }) => name) }, ...axes] : axes,
    results: metrics.map(metric => ({ scalar: `final/${metric}`, title: metric })),
  };
}

/** Sessions are grouped by cell, so the table shows averages over seeds as every report does; a seed is no setting. */
function sessions(experiments: readonly PlannedExperiment[]) {
  const numeric = new Set(axisColumns(experiments).flatMap(({ name, isNumeric }) => (isNumeric ? name : [])));
  return ({ name, cells }: PlannedExperiment, cell: Readonly<Record<string, string>>): tfevents.HparamSession => {
    const settings = Object.entries(cell).map(([axis, text]) => [axis, numeric.has(axis) ? Number(text) : text]);
    return {
      group: [name, cellLabel(cell, differingAxes(cells))].filter(text => text !== '').join(': '),
      settings: { ...(experiments.length > 1 ? { experiment: name } : {}), ...Object.fromEntries(settings) },
    };
  };
}
