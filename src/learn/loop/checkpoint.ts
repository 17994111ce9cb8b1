import type { MeterState } from './meter.js';
import type { Best } from './selection.js';
import type { StoredValues } from './stored-values.js';

/** A training between two steps: go on from here and reach the same bits. */
export interface Checkpoint {
  readonly counters: Counters;
  /** Every variable of modules and state, slots of the optimizers, the best weights so far; by name. */
  readonly tensors: StoredValues;
}

/** Where a training stands; JSON. */
interface Counters {
  readonly phase: number;
  /** Steps done in the phase. */
  readonly step: number;
  /** Whether the phase's `start` has been run. */
  readonly hasStarted: boolean;
  /** Epochs run. */
  readonly epochs: number;
  /** Epochs of the last phase without a better value. */
  readonly epochsWithout: number;
  /** Of the running epoch. */
  readonly losses: MeterState;
  readonly best: Best | undefined;
}

/** The values under names that begin with `<part>/`, without that. */
export function partOf(tensors: StoredValues, part: string): StoredValues {
  const prefix = `${part}/`;
  return Object.fromEntries(
    Object.entries(tensors)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value]),
  );
}

/** The values under names that begin with `<part>/`. */
export const asPart = (part: string, values: StoredValues): StoredValues =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`${part}/${name}`, value]));
