import { similarity } from '../losses/sp.js';
import { besideLabels } from './parameters.js';
import { strategy } from './strategy-entry.js';

export const sp = strategy({
  ...similarity,
  help: 'which examples of a batch look alike to the teacher, beside the labels',
  version: 1,
  parameters: { ...similarity.parameters, ...besideLabels({ beta: 3000, alpha: 0 }) },
  example: 'strategy sp { beta 3000 }',
});
