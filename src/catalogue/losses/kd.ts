import { temperature, weigh } from '../strategies/parameters.js';
import { loss } from './loss-entry.js';

export const kd = loss({
  help: 'T² · KL(teachers ‖ student) of softened probabilities',
  version: 1,
  parameters: { temperature, weigh },
  source: 'Hinton, Vinyals & Dean, Distilling the Knowledge in a Neural Network, 2015',
  example: 'losses [kd { weight 0.9  temperature 4 }]',
  needs: { teachers: 'logits' },
});
