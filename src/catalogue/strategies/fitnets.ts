import { optional, withDefault } from '../entry.js';
import { hints } from '../losses/fitnets.js';
import { number, word } from '../type.js';
import { besideLabels } from './parameters.js';
import { strategy } from './strategy-entry.js';

export const fitnets = strategy({
  ...hints,
  help: 'a hint: one layer of the student learns what one layer of the teacher shows, beside the labels or before them',
  version: 1,
  parameters: {
    ...hints.parameters,
    mode: withDefault(
      word('one-stage', 'two-stage'),
      'one-stage',
      'the hint beside the labels; or alone, up to the guided layer, and then labels and probabilities',
    ),
    'hint-share': withDefault(
      number({ above: 0, below: 1 }),
      0.5,
      'how much of the training the hint has for itself in two stages',
    ),
    ...besideLabels({ beta: 100, alpha: 0 }),
    alpha: optional(
      number({ min: 0 }),
      'weight of softened probabilities, T² · KL; if left out, 0 in one stage and 1 in the second of two',
    ),
  },
  example: 'strategy fitnets { hint stage-1  guided stage-1 }',
});
