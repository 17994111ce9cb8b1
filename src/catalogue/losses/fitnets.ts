import { optional } from '../entry.js';
import { hintPair, unlikeHint } from '../taps.js';
import { tap } from '../type.js';
import { loss, method } from './loss-entry.js';

/** Its own settings, as a bare term and as a strategy. */
export const hints = method({
  parameters: {
    hint: optional(
      tap('teacher'),
      'the layer of the teacher that is learned from; if left out, stage 2 or the last there is',
    ),
    guided: optional(
      tap('student'),
      'the layer of the student that learns it; if left out, stage 2 or the last there is',
    ),
  },
  source: 'Romero et al., FitNets: Hints for Thin Deep Nets, 2015; regressors as in RepDistiller',
  needs: { teachers: 'taps', single: true },
  tapMisfit: (settings, taps) => unlikeHint(hintPair(settings, taps), taps),
});

export const fitnets = loss({
  help: 'the mean squared difference between a map of the teacher and what a regressor makes of the student’s',
  version: 1,
  ...hints,
  example: 'losses [hard, fitnets { weight 100  hint stage-1  guided stage-1 }]',
});
