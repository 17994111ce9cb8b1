import { findEntry, type MetricEntry, metricOfKey } from '../../catalogue/index.js';
import { Bug, must, unreachable } from '../../lib/bug.js';
import type { GateSpec, JobSpec } from '../../plan/index.js';
import { JobFailure } from '../job-context.js';
import type { JobRunner } from './job-runner.js';

/** Lets a teacher pass that is good enough to learn from. */
export const gate: JobRunner<GateSpec> = async ({ evaluation, teacher, metric, operator, value }, { store }) => {
  const { metrics, spec } = store.info(evaluation);
  const measured = spec as JobSpec;
  if (measured.kind !== 'evaluate') throw new Bug(`a gate looks at the job ${evaluation}, which measures nothing`);
  const reached = must(metrics[metric], `metric ${metric} of the job ${evaluation}`);
  if (!holds(reached, operator, value))
    throw new JobFailure(
      'refused',
      `teacher ${teacher} reaches ${metric} ${shown(reached, metric)} on the ${measured.part} part, required is ${operator} ${shown(value, metric)}`,
    );
  return { metrics: { [metric]: reached }, warnings: [] };
};

function holds(reached: number, operator: GateSpec['operator'], value: number): boolean {
  switch (operator) {
    case '>=':
      return reached >= value;
    case '<=':
      return reached <= value;
    case '>':
      return reached > value;
    case '<':
      return reached < value;
    default:
      return unreachable(operator);
  }
}

/** As the author would write it; six digits, so that a value that just fails does not read like the one required. */
function shown(value: number, metric: string): string {
  const { name } = metricOfKey(metric) ?? { name: metric };
  const isShare = (findEntry('metric', name) as MetricEntry | undefined)?.unit === 'share';
  const text = String(Number((isShare ? 100 * value : value).toPrecision(6)));
  return isShare ? `${text}%` : text;
}
