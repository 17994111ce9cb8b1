import { calibration } from '../losses/semckd.js';
import { besideLabels } from './parameters.js';
import { strategy } from './strategy-entry.js';

export const semckd = strategy({
  ...calibration,
  help: 'every stage by the stages of the teacher that mean the same, as attention learns, beside labels and probabilities',
  version: 2,
  parameters: { ...calibration.parameters, ...besideLabels({ beta: 400, alpha: 1 }) },
  example: 'strategy semckd { beta 400  alpha 1 }',
});
