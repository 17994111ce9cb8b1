import type { Entry, Parameters } from '../entry.js';

/** A way to teach a student. */
export interface StrategyEntry<P extends Parameters = Parameters> extends Entry<P> {
  readonly kind: 'strategy';
  readonly needs: Needs;
}

/** What must be there; checked before anything runs. */
export interface Needs {
  /** Teachers, and whether their logits are enough or inner layers are looked at. */
  readonly teachers?: 'logits' | 'taps';
  /** Listens to one teacher only. */
  readonly single?: true;
  /** Examples without labels. */
  readonly unlabeled?: true;
}

export const strategy = <const P extends Parameters>(entry: Omit<StrategyEntry<P>, 'kind'>): StrategyEntry<P> => ({
  kind: 'strategy',
  ...entry,
});
