import { optional, withDefault } from '../entry.js';
import { flag, number, word } from '../type.js';
import { strategy } from './strategy-entry.js';
import { augment, denominator, emaWarmup, epochsOfRampup, labeledShare } from './unlabeled-parameters.js';

/**
 * Defaults are those of the residual net on CIFAR-10 in the authors' PyTorch version, with a decay of 0.99, except for the
 * rampup, which is theirs of the convolutional net, 40,000 of 150,000 steps: in a training shorter than their 300 epochs
 * five epochs are over before the teacher knows anything, and the student is held to what it does not know.
 */
export const meanTeacher = strategy({
  help: 'agreement, on every image, with a moving average of the student’s own weights',
  version: 1,
  parameters: {
    'ema-decay': withDefault(number({ min: 0, max: 1 }), 0.99, 'α, the share of the teacher that a step leaves'),
    'ema-decay-in-rampup': optional(number({ min: 0, max: 1 }), 'α while the consistency still grows, if another'),
    'ema-warmup': emaWarmup,
    consistency: withDefault(number({ min: 0 }), 100, 'λ, the largest weight of the consistency cost'),
    'consistency-type': withDefault(
      word('mse', 'kl'),
      'mse',
      'squared distance of probabilities, mean over classes; or KL(teacher ‖ student)',
    ),
    'consistency-trust': optional(
      number({ above: 0, max: 1 }),
      'τ of `kl`: probabilities are mixed, τ to 1 − τ, with equal ones, and the cost is scaled to be like `mse`',
    ),
    'consistency-rampup': epochsOfRampup,
    'consistency-on': withDefault(word('all', 'unlabeled'), 'all', 'the examples that must be consistent'),
    'logit-distance-cost': optional(
      number({ min: 0 }),
      'γ: gives the student a second head for the consistency, held to the first by γ · squared distance, mean over classes',
    ),
    'labeled-share': labeledShare(0.25),
    'unlabeled-pool': withDefault(
      word('unlabeled', 'all'),
      'unlabeled',
      'whether the rest of a batch leaves out the labeled examples or has them too, their labels hidden',
    ),
    denominator,
    'rate-rampup': withDefault(flag(), false, 'lets the learning rate grow as the consistency does'),
    'rate-rampdown': withDefault(
      number({ min: 0 }),
      0,
      'epochs at the end in which the learning rate falls as exp(−12.5 t²)',
    ),
    augment,
    product: withDefault(word('teacher', 'student'), 'teacher', 'the net that is kept'),
  },
  source: 'Tarvainen & Valpola, Mean teachers are better role models, NeurIPS 2017, and its code',
  example: 'strategy mean-teacher { ema-decay 0.99  consistency 10  consistency-rampup 2  augment [shift(2)] }',
  needs: { unlabeled: true },
  misfit: settings =>
    settings['consistency-trust'] !== undefined && settings['consistency-type'] !== 'kl'
      ? '`consistency-trust` is a setting of `consistency-type kl`'
      : undefined,
});
