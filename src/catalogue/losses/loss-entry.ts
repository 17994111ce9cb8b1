import { type Entry, optional, type Parameters, withDefault } from '../entry.js';
import type { Needs } from '../strategies/strategy-entry.js';
import { entry, number } from '../type.js';

/** A bare loss term, as `sum` adds them up. */
export interface LossEntry<P extends Parameters = Parameters> extends Entry<P> {
  readonly kind: 'loss';
  readonly needs: Needs;
}

const common = {
  weight: withDefault(number({ min: 0 }), 1, 'factor of the term'),
  ramp: optional(entry('ramp'), 'how the weight grows from nothing'),
};

/** Every term has a weight and a ramp. */
export const loss = <const P extends Parameters>(term: Omit<LossEntry<P>, 'kind'>): LossEntry<P & typeof common> => ({
  kind: 'loss',
  ...term,
  parameters: { ...term.parameters, ...common },
});

/** What a method has in common as a bare term and as a strategy of its own. */
export const method = <const P extends Parameters>(
  core: Pick<LossEntry<P>, 'parameters' | 'source' | 'needs' | 'tapMisfit'>,
): typeof core => core;
