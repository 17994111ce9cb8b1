import { optional, withDefault } from '../entry.js';
import { notMaps, stagePairs } from '../taps.js';
import { entry, list, whole } from '../type.js';
import { loss, method } from './loss-entry.js';

/** Its own settings, as a bare term and as a strategy. */
export const attention = method({
  parameters: {
    p: withDefault(whole({ min: 1, max: 8 }), 2, 'the power: attention is the mean of |F|^p over the channels'),
    pairs: optional(list(entry('pair'), { min: 1 }), 'the stages compared; if left out, all in order, last with last'),
  },
  source: 'Zagoruyko & Komodakis, Paying More Attention to Attention, 2017; normalized as in RepDistiller',
  needs: { teachers: 'taps', single: true },
  tapMisfit: (settings, taps) => notMaps('at', stagePairs(settings, taps), taps),
});

export const at = loss({
  help: 'attention: the maps of mean powers of the channels, at unit length',
  version: 1,
  ...attention,
  example: 'losses [hard, at { weight 1000 }]',
});
