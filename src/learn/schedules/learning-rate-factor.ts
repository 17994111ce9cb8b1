import type { Configured, ScheduleName, SettingsOf, schedules } from '../../catalogue/index.js';
import { Bug } from '../../lib/bug.js';
import { halfCosine } from './half-cosine.js';

/** Where training stands. */
export interface Position {
  /** Steps taken before this one. */
  readonly step: number;
  /** Steps of the whole training. */
  readonly steps: number;
  readonly stepsPerEpoch: number;
}

/** A schedule without its warmup, over the steps that follow it: `t` runs from 0 to 1 over them, `epoch` over all. */
type Shape<Settings> = (settings: Settings, t: number, epoch: number) => number;

/** Every schedule the catalogue promises. */
const shapes: { readonly [N in ScheduleName]: Shape<SettingsOf<(typeof schedules)[N]>> } = {
  constant: () => 1,
  cosine: ({ floor }, t) => floor + (1 - floor) * halfCosine(t),
  linear: ({ floor }, t) => floor + (1 - floor) * (1 - t),
  step: ({ at, factor }, _, epoch) => at.filter(drop => epoch >= drop).reduce(rate => rate * factor, 1),
};

/**
 * What the learning rate is multiplied by at a step, from 0 to 1. During the warmup it rises along a line, step n of N
 * (from 1) having n/N; the schedule's own curve spans the steps behind it and ends at its floor after the last one.
 */
export function learningRateFactor(configured: Configured, { step, steps, stepsPerEpoch }: Position): number {
  const name = configured.name as ScheduleName;
  if (!Object.hasOwn(shapes, name)) throw new Bug(`no schedule is called ${name}`);
  // The checker has seen to it that the settings are those of the entry; the type cannot follow a name.
  const shape = shapes[name] as Shape<unknown>;
  const warmup = Math.round((configured.settings.warmup as number) * stepsPerEpoch);
  if (step < warmup) return (step + 1) / warmup;
  const t = steps > warmup ? (step - warmup) / (steps - warmup) : 1;
  return shape(configured.settings, t, step / stepsPerEpoch);
}
