import {
  type Configured,
  type metrics as entries,
  givesPictures,
  type MetricName,
  metricKey,
  type SettingsOf,
} from '../../catalogue/index.js';
import { Bug } from '../../lib/bug.js';
import { accuracy } from './accuracy.js';
import { agreement } from './agreement.js';
import { auc } from './auc.js';
import { brier } from './brier.js';
import { ece } from './ece.js';
import type { Measured, Metric } from './metric.js';
import { nll } from './nll.js';
import { sensitivity, specificity } from './sensitivity.js';
import { bytes, flops, params } from './size.js';
import { topK } from './top-k.js';

export { findMetric, isAboutPredictions } from './find-metric.js';
export type { Measured, ProductSize } from './metric.js';
export { tally } from './tally.js';

/** How each metric of the catalogue is computed that gives a number. */
const metrics: { readonly [N in Exclude<MetricName, 'grad-cam'>]: Metric<SettingsOf<(typeof entries)[N]>> } = {
  accuracy,
  'top-k': topK,
  nll,
  ece,
  brier,
  auc,
  sensitivity,
  specificity,
  agreement,
  params,
  bytes,
  flops,
};

/** Values of checked metrics, by their names in results, each with a suffix. */
export function measure(asked: readonly Configured[], measured: Measured, suffix = ''): Record<string, number> {
  const numbers = asked.filter(metric => !givesPictures(metric));
  return Object.fromEntries(numbers.map(metric => [`${metricKey(metric)}${suffix}`, compute(metric, measured)]));
}

function compute({ name, settings }: Configured, measured: Measured): number {
  if (!Object.hasOwn(metrics, name)) throw new Bug(`no metric is named ${name}`);
  // The checker fills in and judges the settings of every entry.
  return (metrics[name as keyof typeof metrics] as Metric<Configured['settings']>)(measured, settings);
}
