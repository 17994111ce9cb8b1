import { selectivity } from '../losses/nst.js';
import { besideLabels } from './parameters.js';
import { strategy } from './strategy-entry.js';

export const nst = strategy({
  ...selectivity,
  help: 'what the channels of the teacher answer to, stage by stage, beside the labels',
  version: 1,
  parameters: { ...selectivity.parameters, ...besideLabels({ beta: 50, alpha: 0 }) },
  example: 'strategy nst { beta 50 }',
});
