import { type Configured, findEntry, type MetricEntry, metricOfKey } from '../../catalogue/index.js';

/** A metric by its name or its name in results: `top-3`, or `top-k` with the settings it has by default. */
export function findMetric(name: string): { readonly metric: Configured; readonly entry: MetricEntry } | undefined {
  const metric = metricOfKey(name);
  return metric && { metric, entry: findEntry('metric', metric.name) as MetricEntry };
}

/** Whether a metric asks for nothing but predictions, and so for any set of the same classes. */
export function isAboutPredictions({ name }: Configured): boolean {
  const { unit, needsTeachers } = findEntry('metric', name) as MetricEntry;
  return !needsTeachers && (unit === 'share' || unit === 'number');
}
