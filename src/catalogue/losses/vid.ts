import { optional, withDefault } from '../entry.js';
import { notMaps, stagePairs } from '../taps.js';
import { entry, list, number } from '../type.js';
import { loss, method } from './loss-entry.js';

/** Its own settings, as a bare term and as a strategy. */
export const information = method({
  parameters: {
    variance: withDefault(number({ above: 1e-4, max: 1_000 }), 5, 'the first variance of every channel'),
    pairs: optional(list(entry('pair'), { min: 1 }), 'the stages compared; if left out, all in order, last with last'),
  },
  source: 'Ahn et al., Variational Information Distillation for Knowledge Transfer, 2019',
  needs: { teachers: 'taps', single: true },
  tapMisfit: (settings, taps) => notMaps('vid', stagePairs(settings, taps), taps),
});

export const vid = loss({
  help: 'variational information: what the student’s maps tell of the teacher’s, with a variance learned for each channel',
  version: 1,
  ...information,
  example: 'losses [hard, vid]',
});
