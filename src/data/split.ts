import { random } from '../lib/random.js';
import { AmountError } from './amount-error.js';
import { type Amounts, countAmounts, isPerClass } from './amounts.js';
import { stratifiedOrder } from './stratified-order.js';

/** Which examples play which role. Indices are ascending. */
export interface Split {
  /** Into the training part as published; disjoint from `validation`. */
  readonly train: Uint32Array;
  /** Into the training part as published. */
  readonly validation: Uint32Array;
  /** Into the test part as published. */
  readonly test: Uint32Array;
  /** For each of `train`: 1 where the learner may see its label, else 0. */
  readonly labeled: Uint8Array;
}

export interface SplitLabels {
  readonly train: Uint8Array;
  readonly test: Uint8Array;
  readonly classNames: readonly string[];
}

/**
 * Divides a data set by class and at random, the same way for the same seed: validation is taken from the training part
 * first, training from what it leaves, labels from the training examples.
 *
 * @throws AmountError where more is asked for than there is, naming the amounts
 */
export function split(amounts: Amounts, labels: SplitLabels, splitSeed: number): Split {
  const { train: available, test, classNames } = labels;
  const counts = countAmounts(amounts, { train: available.length, test: test.length, classes: classNames.length });
  if ('problem' in counts) throw new AmountError(counts.problem);
  const draws = random(splitSeed).for('split');
  const order = stratifiedOrder(labels.train, draws.for('train'));
  const train = order.subarray(counts.validation, counts.validation + counts.train);
  const labeled = keepLabels(amounts.labeled, counts.labeled, train, labels);
  const isLabeled = new Set(labeled);
  const ascending = train.toSorted();
  return {
    train: ascending,
    validation: order.subarray(0, counts.validation).toSorted(),
    test: stratifiedOrder(labels.test, draws.for('test')).subarray(0, counts.test).toSorted(),
    labeled: Uint8Array.from(ascending, example => (isLabeled.has(example) ? 1 : 0)),
  };
}

/** Examples that keep their labels: a beginning of `train`, or of each class in it. */
function keepLabels(
  amount: Amounts['labeled'],
  count: number,
  train: Uint32Array,
  { train: labels, classNames }: SplitLabels,
): Iterable<number> {
  if (!isPerClass(amount)) return train.subarray(0, count);
  return classNames.flatMap((name, label) => {
    const members = Array.from(train.filter(example => labels[example] === label));
    if (members.length < amount.perClass)
      throw new AmountError(
        `labeled per-class(${amount.perClass}) is more than the ${members.length} of class ${name}`,
      );
    return members.slice(0, amount.perClass);
  });
}
