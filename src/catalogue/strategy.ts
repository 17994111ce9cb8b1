import { type Configured, type Entry, type Parameters, required, withDefault } from './entry.js';
import { entry, fraction, list, number } from './type.js';

/** A way to teach a student. */
export interface StrategyEntry<P extends Parameters = Parameters> extends Entry<P> {
  readonly kind: 'strategy';
  readonly needs: Needs;
}

/** What must be there; checked before anything runs. */
export interface Needs {
  /** Teachers, and whether their logits are enough or inner layers are looked at. */
  readonly teachers?: 'logits' | 'taps';
  /** Examples without labels. */
  readonly unlabeled?: true;
}

const strategy = <const P extends Parameters>(entry: Omit<StrategyEntry<P>, 'kind'>): StrategyEntry<P> => ({
  kind: 'strategy',
  ...entry,
});

const uniform: Configured = { name: 'uniform', settings: { of: 'probabilities' } };
export const temperature = withDefault(
  number({ above: 0, max: 1_000 }),
  4,
  'softens the probabilities of teacher and student',
);
export const weigh = withDefault(entry('weighting'), uniform, 'how much each of several teachers counts');

export const strategies = {
  none: strategy({
    help: 'no distillation: the student learns from labels alone',
    version: 1,
    parameters: {},
    example: 'strategy none',
    needs: {},
  }),
  kd: strategy({
    help: 'softened probabilities of the teachers beside the labels',
    version: 1,
    parameters: {
      temperature,
      alpha: withDefault(fraction(), 0.9, 'weight of the teachers; labels weigh 1 − alpha'),
      weigh,
    },
    source: 'Hinton, Vinyals & Dean, Distilling the Knowledge in a Neural Network, 2015',
    example: 'strategy kd { temperature 4  alpha 0.9 }',
    needs: { teachers: 'logits' },
  }),
  sum: strategy({
    help: 'a weighted sum of loss terms',
    version: 1,
    parameters: { losses: required(list(entry('loss'), { min: 1 }), 'the terms, each with its weight and ramp') },
    rest: 'losses',
    example: 'strategy sum { losses [hard { weight 0.1 }, kd { weight 0.9  temperature 4 }] }',
    needs: {},
  }),
} as const satisfies Record<string, StrategyEntry>;

export type StrategyName = keyof typeof strategies;
