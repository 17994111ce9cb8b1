import { withDefault } from '../entry.js';
import { temperature } from '../strategies/parameters.js';
import { number } from '../type.js';
import { loss, method } from './loss-entry.js';

/** Its own settings, as a bare term and as a strategy. */
export const decoupling = method({
  parameters: {
    temperature,
    alpha: withDefault(number({ min: 0 }), 1, 'weight of the true class against all others, TCKD'),
    beta: withDefault(number({ min: 0 }), 8, 'weight of the other classes among themselves, NCKD'),
  },
  source: 'Zhao et al., Decoupled Knowledge Distillation, 2022',
  needs: { teachers: 'logits', single: true },
});

export const dkd = loss({
  help: 'T² · (α · TCKD + β · NCKD): the true class and the others, each by itself',
  version: 1,
  ...decoupling,
  example: 'losses [hard, dkd { alpha 1  beta 8 }]',
});
