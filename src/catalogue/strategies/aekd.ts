import { withDefault } from '../entry.js';
import { number } from '../type.js';
import { gradientParameters, gradientSource } from '../weightings/gradient.js';
import { temperature } from './parameters.js';
import { strategy } from './strategy-entry.js';

export const aekd = strategy({
  help: 'teachers weighed so that a step descends for all of them, beside the labels',
  version: 1,
  parameters: {
    temperature,
    alpha: withDefault(number({ min: 0 }), 1, 'weight of the teachers; the labels weigh 1'),
    ...gradientParameters,
  },
  source: gradientSource,
  example: 'strategy aekd { c-max 0.6 }',
  needs: { teachers: 'logits' },
});
