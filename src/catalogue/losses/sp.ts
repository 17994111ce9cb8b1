import { optional } from '../entry.js';
import { entry } from '../type.js';
import { loss, method } from './loss-entry.js';

/** Its own settings, as a bare term and as a strategy. */
export const similarity = method({
  parameters: {
    pair: optional(entry('pair'), 'the layers compared; if left out, the last stages'),
  },
  source: 'Tung & Mori, Similarity-Preserving Knowledge Distillation, 2019',
  needs: { teachers: 'taps', single: true },
});

export const sp = loss({
  help: 'similarity: ‖G_S − G_T‖² / B² of the normalized products of each example’s map with every other’s',
  version: 1,
  ...similarity,
  example: 'losses [hard, sp { weight 3000 }]',
});
