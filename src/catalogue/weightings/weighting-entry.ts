import type { Entry, Parameters } from '../entry.js';

/** How the teachers of an ensemble count. */
export interface WeightingEntry<P extends Parameters = Parameters> extends Entry<P> {
  readonly kind: 'weighting';
}

export const weighting = <const P extends Parameters>(entry: Omit<WeightingEntry<P>, 'kind'>): WeightingEntry<P> => ({
  kind: 'weighting',
  ...entry,
});
