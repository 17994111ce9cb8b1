import type { Entry, Parameters } from '../entry.js';

/** A data set for classifying images. */
export interface DatasetEntry<P extends Parameters = Parameters> extends Entry<P> {
  readonly kind: 'dataset';
  /** Undefined for data of a user's own, of which only their files can tell. */
  readonly facts?: DatasetFacts;
  readonly licence: string;
  /** What to do where it is not found. */
  readonly obtain: string;
}

/** What can be said of a data set without its images. */
export interface DatasetFacts {
  /** Height, width, channels. */
  readonly input: readonly [number, number, number];
  /** In the order of their numbers. */
  readonly classes: readonly string[];
  readonly examples: { readonly train: number; readonly test: number };
}

export const dataset = <const P extends Parameters>(entry: Omit<DatasetEntry<P>, 'kind'>): DatasetEntry<P> => ({
  kind: 'dataset',
  ...entry,
});
