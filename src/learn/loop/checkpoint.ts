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
  /** Where in the next step, if it has begun. */
  readonly place?: Place | undefined;
  /** Whether the phase's `start` has been run. */
  readonly hasStarted: boolean;
  /** Whether the last step ended an epoch that is not yet measured and told. */
  readonly isEpochOver: boolean;
  /** Epochs run. */
  readonly epochs: number;
  /** Epochs of the last phase without a better value. */
  readonly epochsWithout: number;
  /** Of the running epoch. */
  readonly losses: MeterState;
  readonly best: Best | undefined;
}

/** In the middle of a step, its own batch done: before a batch of one of the phase's interludes, both counted from 0. */
export interface Place {
  readonly interlude: number;
  readonly batch: number;
}

/** A checkpoint is of another recipe; the text says where they differ. */
export class CheckpointMismatch extends Error {
  override readonly name = 'CheckpointMismatch';
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
