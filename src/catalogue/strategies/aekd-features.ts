import { withDefault } from '../entry.js';
import { hints } from '../losses/fitnets.js';
import { hintPair, unlikeHint } from '../taps.js';
import { number } from '../type.js';
import { gradientParameters, gradientSource } from '../weightings/gradient.js';
import { temperature } from './parameters.js';
import { strategy } from './strategy-entry.js';

export const aekdFeatures = strategy({
  help: 'a hint of every teacher, weighed so that a step of the guided layer descends for all, beside aekd of the logits',
  version: 1,
  parameters: {
    ...hints.parameters,
    temperature,
    alpha: withDefault(number({ min: 0 }), 1, 'weight of the teachers’ probabilities; the labels weigh 1'),
    beta: withDefault(number({ min: 0 }), 100, 'weight of the hints'),
    ...gradientParameters,
  },
  tapMisfit: (settings, taps) => unlikeHint(hintPair(settings, taps), taps),
  source: gradientSource,
  example: 'strategy aekd-features { hint stage-1  guided stage-1 }',
  needs: { teachers: 'taps' },
});
