import { withDefault } from '../entry.js';
import { temperature } from '../strategies/parameters.js';
import { number } from '../type.js';
import { loss, method } from './loss-entry.js';

/** Its own settings, as a bare term and as a strategy. */
export const correlation = method({
  parameters: {
    temperature,
    beta: withDefault(number({ min: 0 }), 2, 'weight of the relations between classes, within an example'),
    gamma: withDefault(number({ min: 0 }), 2, 'weight of the relations between examples, within a class'),
  },
  source: 'Huang et al., Knowledge Distillation from A Stronger Teacher, 2022',
  needs: { teachers: 'logits', single: true },
});

export const dist = loss({
  help: 'T² · (β · inter + γ · intra): 1 − the correlation of probabilities, by example and by class',
  version: 1,
  ...correlation,
  example: 'losses [hard, dist { beta 2  gamma 2 }]',
});
