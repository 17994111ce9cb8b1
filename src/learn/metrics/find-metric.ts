import { type Configured, findEntry, type MetricEntry, metricKey, metrics } from '../../catalogue/index.js';

/** A metric by its name or its name in results, with the settings it has by default: `top-5`, `top-k`. */
export function findMetric(name: string): { readonly metric: Configured; readonly entry: MetricEntry } | undefined {
  return Object.entries<MetricEntry>(metrics)
    .map(([entryName, entry]) => ({ entry, metric: { name: entryName, settings: defaultsOf(entry) } }))
    .find(({ metric }) => metric.name === name || metricKey(metric) === name);
}

/** Whether a metric asks for nothing but predictions, and so for any set of the same classes. */
export function isAboutPredictions({ name }: Configured): boolean {
  const { unit, needsTeachers } = findEntry('metric', name) as MetricEntry;
  return !needsTeachers && unit !== 'count' && unit !== 'bytes';
}

const defaultsOf = ({ parameters }: MetricEntry): Configured['settings'] =>
  Object.fromEntries(Object.entries(parameters).map(([name, parameter]) => [name, parameter.default as number]));
