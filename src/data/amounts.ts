import type { Amount } from '../catalogue/index.js';

/** How much of a data set an experiment takes, and for what. */
export interface Amounts {
  readonly train: Amount;
  readonly validation: Amount;
  readonly test: Amount;
  /** Which part of the training examples keeps its labels. */
  readonly labeled: Amount | { readonly perClass: number };
}

/** `Amounts` in examples. */
export interface Counts {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
  /** Training examples that keep their labels. */
  readonly labeled: number;
}

/**
 * Amounts in examples: shares of `train` and `validation` are of the whole training part as published, so that
 * `train 90%  validation 10%` is all of it; `all` is what validation leaves. Shares are rounded down.
 *
 * @param available examples of the two parts as published, and classes
 * @returns the counts, or what is wrong in words, for more than there is and for parts that cannot be empty
 */
export function countAmounts(
  amounts: Amounts,
  available: { readonly train: number; readonly test: number; readonly classes: number },
): Counts | { readonly problem: string } {
  const validation = amounts.validation === 'all' ? available.train : count(amounts.validation, available.train);
  const left = available.train - validation;
  const train = amounts.train === 'all' ? left : count(amounts.train, available.train);
  const test = count(amounts.test, available.test);
  const labeled = isPerClass(amounts.labeled)
    ? amounts.labeled.perClass * available.classes
    : count(amounts.labeled, train);

  if (validation + train > available.train)
    return { problem: `train ${train} and validation ${validation} are more than the ${available.train} there are` };
  if (train < 1)
    return { problem: `no training example is left: validation takes ${validation} of ${available.train}` };
  if (test > available.test) return { problem: `test ${test} is more than the ${available.test} there are` };
  if (test < 1) return { problem: 'no test example is left' };
  if (labeled > train) return { problem: `labeled ${labeled} is more than the ${train} training examples` };
  return { train, validation, test, labeled };
}

/** Whether labels are kept by so many examples of each class. */
export const isPerClass = (labeled: Amounts['labeled']): labeled is { readonly perClass: number } =>
  labeled !== 'all' && 'perClass' in labeled;

function count(amount: Amount, of: number): number {
  if (amount === 'all') return of;
  // 29 % of 100 is 28.999999999999996 in floating point.
  return 'count' in amount ? amount.count : Math.floor(amount.share * of + 1e-9);
}
