import { information } from '../losses/vid.js';
import { besideLabels } from './parameters.js';
import { strategy } from './strategy-entry.js';

export const vid = strategy({
  ...information,
  help: 'as much information as possible of the teacher’s maps, stage by stage, beside the labels',
  version: 1,
  parameters: { ...information.parameters, ...besideLabels({ beta: 1, alpha: 0 }) },
  example: 'strategy vid { beta 1 }',
});
