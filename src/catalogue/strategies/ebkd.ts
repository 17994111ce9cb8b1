import { withDefault } from '../entry.js';
import { number } from '../type.js';
import { temperature } from './parameters.js';
import { strategy } from './strategy-entry.js';

export const ebkd = strategy({
  help: 'teachers weighed by how sure they are of an example, beside the labels; weights add up to one',
  version: 1,
  parameters: {
    temperature,
    alpha: withDefault(number({ min: 0 }), 1, 'weight of the teachers; the labels weigh 1; (K − 1)/K is as published'),
  },
  source: 'Kwon et al., 2020, as in the public code of CA-MKD',
  example: 'strategy ebkd { temperature 4 }',
  needs: { teachers: 'logits' },
});
