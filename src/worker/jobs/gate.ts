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
      `teacher ${teacher} reaches ${metric} ${rounded(reached)} on the ${measured.part} part, required is ${operator} ${value}`,
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

/** Six digits, so that a value that just fails does not read like the one required. */
const rounded = (value: number): string => String(Number(value.toPrecision(6)));
