import { type Configured, withDefault } from '../entry.js';
import { entry, number } from '../type.js';

// Parameters that several strategies and losses have.

export const temperature = withDefault(
  number({ above: 0, max: 1_000 }),
  4,
  'softens the probabilities of teacher and student',
);

const uniform: Configured = { name: 'uniform', settings: { of: 'probabilities' } };

export const weigh = withDefault(entry('weighting'), uniform, 'how much each of several teachers counts');

/** The weights of a strategy that adds one term to the labels, of weight 1. */
export const besideLabels = (standard: { readonly beta: number; readonly alpha: number }) => ({
  beta: withDefault(number({ min: 0 }), standard.beta, 'weight of the term; the labels weigh 1'),
  alpha: withDefault(number({ min: 0 }), standard.alpha, 'weight of softened probabilities beside it, T² · KL'),
  temperature,
});
