import { required } from '../entry.js';
import { entry, list } from '../type.js';
import { strategy } from './strategy-entry.js';

export const sum = strategy({
  help: 'a weighted sum of loss terms',
  version: 1,
  parameters: { losses: required(list(entry('loss'), { min: 1 }), 'the terms, each with its weight and ramp') },
  rest: 'losses',
  example: 'strategy sum { losses [hard { weight 0.1 }, kd { weight 0.9  temperature 4 }] }',
  needs: {},
});
