import type { Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Configured } from '../catalogue/index.js';

/** What batches are made of. */
export interface StreamSpec {
  /** Default: all `labeled`. Shares are of the batch and add up to one; an epoch is one pass over the first pool. */
  readonly pools?: readonly PoolSpec[];
  /** Views by name; `main` is always there, with the data set's augmentation unless given here. */
  readonly views?: Readonly<Record<string, ViewSpec>>;
  /** Default: the experiment's. */
  readonly batch?: number;
  /** Drops a last batch that is not full. Default false. */
  readonly dropLast?: boolean;
}

export interface PoolSpec {
  readonly of: 'labeled' | 'unlabeled' | 'all';
  readonly share: number;
  /** Only the first part of the pool (a growing pool over generations), from 0 to 1. Default 1. */
  readonly first?: number;
}

export interface ViewSpec {
  /** Default: the data set's, drawn for this view apart from all others. */
  readonly augment?: readonly Configured[];
  /** Height and width its images are brought to, after they are augmented. Default: as they are. */
  readonly size?: readonly [height: number, width: number];
}

/**
 * The batches of a `StreamSpec` as a function of epoch and position, not as an iterator: a resumed training reads on
 * at the same place without any state of a generator.
 */
export interface Stream {
  readonly batchesPerEpoch: number;
  /** The batch at a position below `batchesPerEpoch` of an epoch from 0. Equal arguments give equal bits. */
  batch(epoch: number, index: number): StreamBatch;
}

/** Equal specs give equal batches; `purpose` sets the stream of an interlude apart from that of its phase. */
export type OpenStream = (spec: StreamSpec, purpose: string) => Stream;

/** A batch as its stream gives it: tensors survive any `tidy` until its owner, the loop, disposes of them all. */
export interface StreamBatch extends Batch {
  dispose(): void;
}

/** Some examples. Tensors belong to the step and are disposed by the loop. */
export interface Batch {
  readonly size: number;
  /** Position of each example in the training part: the key of memory banks and stored outputs. */
  readonly indices: Int32Array;
  /** True class of each example; −1 where the label is not known to the learner. */
  readonly labels: Tensor1D;
  /** Where each pool lies in the batch, in the order of the stream's pools: [from, to). */
  readonly pools: readonly { readonly of: PoolSpec['of']; readonly from: number; readonly to: number }[];
  /** The images of a view, normalized: [batch, height, width, channels]. Drawn once and kept for the step. */
  view(name?: string): Tensor4D;
  /** Whether a view differs from the image as it is, so that outputs stored for the image are not outputs of the view. */
  isAugmented(name?: string): boolean;
}
