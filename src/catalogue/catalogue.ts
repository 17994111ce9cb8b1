import { augmentations } from './augmentation.js';
import { datasets } from './dataset.js';
import type { Entry } from './entry.js';
import { examples } from './examples.js';
import { haltings } from './halting.js';
import { losses } from './loss.js';
import { metrics } from './metric.js';
import { nets } from './net.js';
import { optimizers } from './optimizer.js';
import { pairs } from './pair.js';
import { ramps } from './ramp.js';
import { schedules } from './schedule.js';
import { stoppings } from './stopping.js';
import { strategies } from './strategy.js';
import type { CatalogueKind } from './type.js';
import { weightings } from './weighting.js';

/** All that exists, by kind and name. */
export const catalogue = {
  dataset: datasets,
  net: nets,
  strategy: strategies,
  loss: losses,
  weighting: weightings,
  optimizer: optimizers,
  schedule: schedules,
  ramp: ramps,
  metric: metrics,
  augmentation: augmentations,
  stopping: stoppings,
  examples,
  halting: haltings,
  pair: pairs,
} as const satisfies { readonly [K in CatalogueKind]: Readonly<Record<string, Entry & { readonly kind: K }>> };

/** The entry of a name that may not exist. */
export function findEntry(kind: CatalogueKind, name: string): Entry | undefined {
  const entries: Readonly<Record<string, Entry>> = catalogue[kind];
  return Object.hasOwn(entries, name) ? entries[name] : undefined;
}
