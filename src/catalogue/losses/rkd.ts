import { optional, withDefault } from '../entry.js';
import { entry, number } from '../type.js';
import { loss, method } from './loss-entry.js';

/** Its own settings, as a bare term and as a strategy. */
export const relations = method({
  parameters: {
    distance: withDefault(number({ min: 0 }), 25, 'weight of the distances between two examples, RKD-D'),
    angle: withDefault(number({ min: 0 }), 50, 'weight of the angles among three examples, RKD-A'),
    pair: optional(entry('pair'), 'the embeddings compared; if left out, what the nets pool'),
  },
  source: 'Park et al., Relational Knowledge Distillation, 2019',
  needs: { teachers: 'taps', single: true },
});

export const rkd = loss({
  help: 'relations: distances and angles among the embeddings of a batch',
  version: 1,
  ...relations,
  example: 'losses [hard, rkd { distance 25  angle 50 }]',
});
