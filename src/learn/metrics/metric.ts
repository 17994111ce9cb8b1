import type { Predictions } from './predictions.js';

/** What a metric may look at. */
export interface Measured {
  /** Of the product, over one part of the data. */
  readonly predictions: Predictions;
  /** Logits of each teacher on the same examples, [examples, classes]. */
  readonly teachers: readonly Float32Array[];
  readonly product: ProductSize;
}

export interface ProductSize {
  /** Trained parameters. */
  readonly parameters: number;
  /** Of the stored weights. */
  readonly bytes: number;
  /** Of one forward pass of one example, a multiply-add counted as two. */
  readonly flops: number;
}

/** A number about a product, computed in double precision. */
export type Metric<Settings> = (measured: Measured, settings: Settings) => number;
