import { withDefault } from '../entry.js';
import { allPairs, notMaps } from '../taps.js';
import { number } from '../type.js';
import { loss, method } from './loss-entry.js';

/** Its own settings, as a bare term and as a strategy. */
export const calibration = method({
  parameters: {
    softness: withDefault(number({ above: 0 }), 1, 'divides the products of queries and keys before the softmax'),
  },
  source: 'Chen et al., Cross-Layer Distillation with Semantic Calibration, 2021',
  needs: { teachers: 'taps', single: true },
  tapMisfit: (_, taps) => notMaps('semckd', allPairs(taps), taps),
});

export const semckd = loss({
  help: 'maps of every pair of stages, weighed by an attention that learns which teaches which',
  version: 2,
  ...calibration,
  example: 'losses [hard, kd, semckd { weight 400 }]',
});
