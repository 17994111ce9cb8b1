import { withDefault } from '../entry.js';
import { fraction } from '../type.js';
import { cavMisfit, cavParameters } from '../weightings/cav.js';
import { temperature } from './parameters.js';
import { strategy } from './strategy-entry.js';

export const cav = strategy({
  help: 'teachers weighed by how sensitive they are to concepts, beside the labels',
  version: 1,
  parameters: {
    temperature,
    alpha: withDefault(fraction(), 0.9, 'weight of the teachers; labels weigh 1 − alpha'),
    ...cavParameters,
  },
  misfit: cavMisfit,
  source:
    'Li & Joe, Explanation-focused Adaptive Multi-teacher Knowledge Distillation, 2024; Kim et al., Interpretability Beyond Feature Attribution (TCAV), 2018',
  example: 'strategy cav { concepts [footwear]  temperature 4  alpha 0.9 }',
  needs: { teachers: 'logits' },
});
