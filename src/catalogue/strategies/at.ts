import { attention } from '../losses/at.js';
import { besideLabels } from './parameters.js';
import { strategy } from './strategy-entry.js';

export const at = strategy({
  ...attention,
  help: 'where the teacher looks, stage by stage, beside the labels',
  version: 1,
  parameters: { ...attention.parameters, ...besideLabels({ beta: 1000, alpha: 0 }) },
  example: 'strategy at { beta 1000 }',
});
