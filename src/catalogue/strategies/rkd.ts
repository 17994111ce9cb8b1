import { relations } from '../losses/rkd.js';
import { besideLabels } from './parameters.js';
import { strategy } from './strategy-entry.js';

export const rkd = strategy({
  ...relations,
  help: 'distances and angles among the examples of a batch, beside the labels',
  version: 1,
  parameters: { ...relations.parameters, ...besideLabels({ beta: 1, alpha: 0 }) },
  example: 'strategy rkd { distance 25  angle 50 }',
});
