import { withDefault } from '../entry.js';
import { fraction } from '../type.js';
import { temperature, weigh } from './parameters.js';
import { strategy } from './strategy-entry.js';

export const kd = strategy({
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
});
