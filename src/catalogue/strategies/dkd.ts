import { withDefault } from '../entry.js';
import { decoupling } from '../losses/dkd.js';
import { whole } from '../type.js';
import { strategy } from './strategy-entry.js';

export const dkd = strategy({
  ...decoupling,
  help: 'softened probabilities of the true class and of the others apart, beside the labels',
  version: 1,
  parameters: {
    ...decoupling.parameters,
    warmup: withDefault(whole({ min: 0 }), 20, 'epochs over which the term grows to its full weight'),
  },
  example: 'strategy dkd { alpha 1  beta 8  temperature 4 }',
});
