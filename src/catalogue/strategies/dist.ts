import { correlation } from '../losses/dist.js';
import { strategy } from './strategy-entry.js';

export const dist = strategy({
  ...correlation,
  help: 'the relations among the teacher’s probabilities instead of their values, beside the labels',
  version: 1,
  example: 'strategy dist { beta 2  gamma 2  temperature 4 }',
});
