import { type Entry, optional, type Parameters, withDefault } from './entry.js';
import { temperature, weigh } from './strategies/parameters.js';
import type { Needs } from './strategies/strategy-entry.js';
import { entry, number } from './type.js';

/** A bare loss term, as `sum` adds them up. */
export interface LossEntry<P extends Parameters = Parameters> extends Entry<P> {
  readonly kind: 'loss';
  readonly needs: Needs;
}

const common = {
  weight: withDefault(number({ min: 0 }), 1, 'factor of the term'),
  ramp: optional(entry('ramp'), 'how the weight grows from nothing'),
};

const loss = <const P extends Parameters>(term: Omit<LossEntry<P>, 'kind'>): LossEntry<P & typeof common> => ({
  kind: 'loss',
  ...term,
  parameters: { ...term.parameters, ...common },
});

export const losses = {
  hard: loss({
    help: 'cross-entropy with the labels',
    version: 1,
    parameters: {},
    example: 'losses [hard { weight 0.1 }]',
    needs: {},
  }),
  kd: loss({
    help: 'T² · KL(teachers ‖ student) of softened probabilities',
    version: 1,
    parameters: { temperature, weigh },
    source: 'Hinton, Vinyals & Dean, Distilling the Knowledge in a Neural Network, 2015',
    example: 'losses [kd { weight 0.9  temperature 4 }]',
    needs: { teachers: 'logits' },
  }),
} as const satisfies Record<string, LossEntry>;

export type LossName = keyof typeof losses;
