import { withDefault } from '../entry.js';
import { flag, number } from '../type.js';
import { weighting } from './weighting-entry.js';

/** All of it, as the strategy `aekd` has it too. */
export const gradientParameters = {
  'c-max': withDefault(
    number({ above: 0, max: 1 }),
    0.6,
    'the most that one teacher counts; 1/K or less is a plain average',
  ),
  normalize: withDefault(flag(), false, 'whether gradients are compared at length 1'),
};

export const gradientSource =
  'Du et al., Agree to Disagree: Adaptive Ensemble Knowledge Distillation in Gradient Space, 2020';

export const gradient = weighting({
  help: 'a direction that descends for all teachers at once: the shortest Σ a g of their gradients by the logits, by batch',
  version: 1,
  parameters: gradientParameters,
  source: gradientSource,
  example: 'weigh gradient { c-max 0.6 }',
});
