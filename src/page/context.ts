import type { Job, PlannedExperiment } from '../plan/index.js';
import {
  type CellResult,
  cellLabel,
  differingAxes,
  type ExperimentResult,
  type Scale,
  scaleFor,
} from '../report/index.js';
import { trainingOf } from './facts/cell-jobs.js';
import { mainMetric } from './facts/shown-cells.js';
import type { Html } from './html.js';
import type { PageInput } from './input.js';

/** A part of the page about one experiment, or why it is not there. */
export type Section =
  | { readonly id: string; readonly title: string; readonly body: Html }
  /** `missing`: what a reader would look for, and why it is not here, as a sentence without its full stop. */
  | { readonly title: string; readonly missing: string };

/** What sections about one experiment need. */
export interface Context {
  readonly input: PageInput;
  readonly experiment: ExperimentResult;
  readonly planned: PlannedExperiment;
  /** Makes a name unique on a page of several experiments. */
  readonly id: (name: string) => string;
  /** The metric it is about; undefined while nothing is measured. */
  readonly main: string | undefined;
  readonly better: 'larger' | 'smaller';
  readonly scaleOf: (metric: string) => Scale;
  /** A cell in a sentence. */
  readonly labelOf: (cell: CellResult) => string;
  /** The job that trained a cell's first student. */
  readonly trainingOf: (cell: CellResult) => Job | undefined;
}

export function contextOf(input: PageInput, at: number): Context | undefined {
  const [experiment, planned] = [input.results.experiments[at], input.state.plan.experiments[at]];
  if (!experiment || !planned) return undefined;
  const axes = differingAxes(experiment.cells);
  const main = mainMetric(experiment);
  return {
    input,
    experiment,
    planned,
    id: name => `e${at + 1}-${name}`,
    main,
    better: (main === undefined ? undefined : input.metric(main).better) ?? 'larger',
    scaleOf: metric => scaleFor(input.metric(metric).unit, largest(experiment, metric)),
    labelOf: ({ cell }) => cellLabel(cell, axes) || experiment.name,
    trainingOf(cell) {
      const trial = planned.trials.find(({ id }) => id === cell.trials[0]?.id);
      return trial && trainingOf(input.state, trial.result);
    },
  };
}

/** So that one scale does for students and teachers. */
const largest = ({ cells, teachers }: ExperimentResult, metric: string): number =>
  [...cells.map(cell => cell.metrics[metric]?.mean), ...teachers.map(({ metrics }) => metrics[metric])]
    .map(value => Math.abs(value ?? 0))
    .filter(Number.isFinite)
    .reduce((most, value) => Math.max(most, value), 0);
