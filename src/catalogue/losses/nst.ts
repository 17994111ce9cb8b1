import { optional } from '../entry.js';
import { notMaps, stagePairs } from '../taps.js';
import { entry, list } from '../type.js';
import { loss, method } from './loss-entry.js';

/** Its own settings, as a bare term and as a strategy. */
export const selectivity = method({
  parameters: {
    pairs: optional(list(entry('pair'), { min: 1 }), 'the stages compared; if left out, all in order, last with last'),
  },
  source: 'Huang & Wang, Like What You Like: Knowledge Distill via Neuron Selectivity Transfer, 2017',
  needs: { teachers: 'taps', single: true },
  tapMisfit: (settings, taps) => notMaps('nst', stagePairs(settings, taps), taps),
});

export const nst = loss({
  help: 'neuron selectivity: the squared maximum mean discrepancy of the channels, kernel (a · b)²',
  version: 1,
  ...selectivity,
  example: 'losses [hard, nst { weight 50 }]',
});
