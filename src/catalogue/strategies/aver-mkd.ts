import { withDefault } from '../entry.js';
import { number } from '../type.js';
import { temperature } from './parameters.js';
import { strategy } from './strategy-entry.js';

export const averMkd = strategy({
  help: 'the plain average of several teachers beside the labels',
  version: 1,
  parameters: {
    temperature,
    alpha: withDefault(number({ min: 0 }), 1, 'weight of the teachers; the labels weigh 1'),
  },
  source: 'as in the public code of CA-MKD',
  example: 'strategy aver-mkd { temperature 4 }',
  needs: { teachers: 'logits' },
});
