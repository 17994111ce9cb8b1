import { type ExperimentResult, type Scale, scaleFor } from '../../report/index.js';
import type { DashRun } from './dash-run.js';

const scales = new WeakMap<ExperimentResult, Map<string, Scale>>();

/** One scale for a metric of all cells of an experiment, so that they can be compared by eye. */
export function metricScale(experiment: ExperimentResult, metric: string, run: DashRun): Scale {
  const known = scales.get(experiment) ?? new Map<string, Scale>();
  scales.set(experiment, known);
  const scale =
    known.get(metric) ??
    scaleFor(
      run.metric(metric).unit,
      experiment.cells.reduce((most, { metrics }) => Math.max(most, Math.abs(metrics[metric]?.mean ?? 0)), 0),
    );
  known.set(metric, scale);
  return scale;
}
