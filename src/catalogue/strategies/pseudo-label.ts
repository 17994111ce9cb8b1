import { optional, withDefault } from '../entry.js';
import { fraction, number } from '../type.js';
import { strategy } from './strategy-entry.js';
import { labeledShare } from './unlabeled-parameters.js';

export const pseudoLabel = strategy({
  help: 'the student’s own most probable class as the label of images without one',
  version: 1,
  parameters: {
    'alpha-f': withDefault(number({ min: 0 }), 1, 'weight of the pseudo-labels at last; 3 in the paper'),
    t1: withDefault(fraction(), 0.1, 'share of the training in which they weigh nothing'),
    t2: withDefault(
      fraction(),
      0.6,
      'share of the training after which they weigh `alpha-f`, having grown along a line',
    ),
    threshold: optional(fraction(), 'smallest probability of a class that is taken for a label; any, where not given'),
    'labeled-share': labeledShare(0.25),
  },
  source: 'Lee, Pseudo-Label, ICML Workshop on Challenges in Representation Learning, 2013',
  example: 'strategy pseudo-label { alpha-f 1  t1 10%  t2 60% }',
  needs: { unlabeled: true },
  misfit: ({ t1, t2 }) => (Number(t1) > Number(t2) ? '`pseudo-label` wants `t1` no later than `t2`' : undefined),
});
