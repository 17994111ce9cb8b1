import { required, withDefault } from './entry.js';
import { list, number, word } from './type.js';
import { cav } from './weightings/cav.js';
import { gradient } from './weightings/gradient.js';
import { type WeightingEntry, weighting } from './weightings/weighting-entry.js';

export type { WeightingEntry } from './weightings/weighting-entry.js';

export const weightings = {
  uniform: weighting({
    help: 'every teacher counts alike',
    version: 1,
    parameters: { of: withDefault(word('probabilities', 'logits'), 'probabilities', 'what is averaged') },
    example: 'weigh uniform(of: logits)',
  }),
  fixed: weighting({
    help: 'weights given by hand, one for each teacher, scaled to add up to one',
    version: 1,
    parameters: { weights: required(list(number({ min: 0 }), { min: 1 }), 'one for each teacher, in their order') },
    rest: 'weights',
    misfit: ({ weights }, { teachers }) => {
      const count = Array.isArray(weights) ? weights.length : 0;
      return count === teachers
        ? undefined
        : `${count} ${count === 1 ? 'weight' : 'weights'} for ${teachers} ${teachers === 1 ? 'teacher' : 'teachers'}`;
    },
    example: 'weigh fixed(0.5, 0.3, 0.2)',
  }),
  entropy: weighting({
    help: 'a teacher sure of an example counts more: w = 1 − H / ΣH, by example',
    version: 1,
    parameters: {},
    source: 'Kwon et al., 2020, as in the public code of CA-MKD',
    example: 'weigh entropy',
  }),
  confidence: weighting({
    help: 'a teacher right about an example counts more: w = (1 − softmax(cross-entropy)) / (K − 1), by example',
    version: 1,
    parameters: {},
    source: 'Zhang, Chen & Wang, Confidence-Aware Multi-Teacher Knowledge Distillation, 2022',
    example: 'weigh confidence',
  }),
  gradient,
  cav,
} as const satisfies Record<string, WeightingEntry>;

export type WeightingName = keyof typeof weightings;
