import type { MetricLookup } from './metric.js';
import type { ExperimentResult } from './results.js';
import { valueText } from './scale.js';

/**
 * Teachers that are worse, by the metric of the verdict, than every baseline does without them: whoever listens to one
 * should know. Nothing is said where there is no comparison or no baseline yet.
 */
export function weakTeachers({ teachers, cells, compare }: ExperimentResult, metric: MetricLookup): string[] {
  if (!compare) return [];
  const name = compare.metric;
  const { better, unit } = metric(name);
  const baselines = cells.flatMap(cell => (cell.isBaseline ? (cell.metrics[name]?.mean ?? []) : []));
  if (baselines.length === 0 || better === undefined) return [];
  const isWorse = (value: number): boolean =>
    baselines.every(baseline => (better === 'larger' ? value < baseline : value > baseline));
  const weakest = better === 'larger' ? Math.min(...baselines) : Math.max(...baselines);
  return teachers.flatMap(({ label, part, metrics }) => {
    const value = metrics[name];
    if (part !== 'test' || value === undefined || !isWorse(value)) return [];
    return [
      `teacher ${label} is weak: ${name} ${valueText(value, unit)}, students reach ${valueText(weakest, unit)} by ${compare.baseline}`,
    ];
  });
}
