import { optional, withDefault } from '../entry.js';
import { entry, flag, list, number, word } from '../type.js';

// Parameters that strategies have which learn from examples without labels.

export const labeledShare = (share: number) =>
  withDefault(
    number({ min: 0, below: 1 }),
    share,
    'labeled part of every batch; at 0 % batches are drawn from all examples alike',
  );

export const denominator = withDefault(
  word('batch', 'own'),
  'batch',
  'what the sum over examples of each cost is divided by: the size of the batch, or the number of examples it is about',
);

export const epochsOfRampup = optional(
  number({ min: 0 }),
  'epochs in which that weight grows as exp(−5 (1 − t)²); 27 % of the training where it is not given, as published',
);

export const emaWarmup = withDefault(
  flag(),
  true,
  'keeps the decay at or below 1 − 1/(t + 1) after t steps, a plain mean of all weights at first',
);

export const augment = optional(
  list(entry('augmentation')),
  'what is done to both views, drawn for each by itself; the data set’s where it is not given',
);
