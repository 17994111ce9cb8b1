import type { Json } from '../../lib/json.js';

/** A training between two steps: go on from here and reach the same bits. */
export interface Checkpoint {
  /** Position, sums of the running epoch, the best value so far. */
  readonly counters: Json;
  /** Every variable of learners, product and state, slots of optimizers, the best weights; by name. */
  readonly tensors: Readonly<
    Record<string, { readonly shape: readonly number[]; readonly values: Float32Array | Int32Array }>
  >;
}
