import { withDefault } from '../entry.js';
import { number } from '../type.js';
import { strategy } from './strategy-entry.js';
import { augment, denominator, epochsOfRampup, labeledShare } from './unlabeled-parameters.js';

export const piModel = strategy({
  help: 'two random passes of the student over the same images must agree',
  version: 1,
  parameters: {
    'w-max': withDefault(
      number({ min: 0 }),
      100,
      'largest weight of the agreement, before it is multiplied by the labeled share of all examples',
    ),
    rampup: epochsOfRampup,
    'labeled-share': labeledShare(0),
    denominator,
    augment,
  },
  source: 'Laine & Aila, Temporal Ensembling for Semi-Supervised Learning, ICLR 2017',
  example: 'strategy pi-model { w-max 100  rampup 2  labeled-share 25%  augment [shift(2)] }',
  needs: { unlabeled: true },
});
