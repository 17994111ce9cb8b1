import { type DatasetName, datasets, type MetricEntry, metrics } from '../catalogue/index.js';
import type { ClassCount, MetricLookup } from '../report/index.js';

// Reports know no catalogue; this is what they ask of it.

/** By the name in results: `accuracy`, `top-5` of `top-k`, `ece-20` of `ece`, each perhaps with `@` and a test set. */
export const metricFacts: MetricLookup = name => {
  const [key = ''] = name.split('@');
  const entry = entryOf(key) ?? entryOf(key.replace(/-\d+$/, '')) ?? entryOf(key.replace(/-\d+$/, '-k'));
  return entry ?? { unit: 'number' };
};

export const classCount: ClassCount = dataset =>
  Object.hasOwn(datasets, dataset) ? datasets[dataset as DatasetName].facts?.classes.length : undefined;

const entryOf = (name: string): MetricEntry | undefined =>
  Object.hasOwn(metrics, name) ? metrics[name as keyof typeof metrics] : undefined;
