import { type Configured, withDefault } from '../entry.js';
import { entry, number } from '../type.js';
import { strategy } from './strategy-entry.js';
import { emaWarmup } from './unlabeled-parameters.js';

const view = (name: 'weak' | 'strong', help: string) => {
  const shape = { flip: 0.5, shift: 0.125 };
  const settings = name === 'weak' ? shape : { ...shape, operations: 2, magnitude: 10, cutout: 0.5 };
  return withDefault<Configured>(entry('augmentation'), { name, settings }, help);
};

export const fixmatch = strategy({
  help: 'confident classes of a weakly changed image as labels of the same image strongly changed',
  version: 1,
  parameters: {
    tau: withDefault(
      number({ min: 0, max: 2 }),
      0.95,
      'τ, smallest probability of a class that is taken; above 1 none is',
    ),
    'lambda-u': withDefault(number({ min: 0 }), 1, 'λ, weight of the strong views, mean over all unlabeled images'),
    mu: withDefault(number({ above: 0, max: 64 }), 7, 'μ, unlabeled images in a batch for each labeled one'),
    weak: view('weak', 'what is done to the weak view, which the labels too are learned from'),
    strong: view('strong', 'what is done to the strong view'),
    'ema-decay': withDefault(
      number({ min: 0, max: 1 }),
      0.999,
      'share of the moving average of the weights, which is the net that is kept, that a step leaves',
    ),
    'ema-warmup': emaWarmup,
  },
  source: 'Sohn et al., FixMatch, NeurIPS 2020',
  example: 'strategy fixmatch { tau 0.8  mu 3  weak weak(flip: 0%)  strong strong(flip: 0%) }',
  needs: { unlabeled: true },
});
