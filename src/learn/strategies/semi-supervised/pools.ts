import type { PoolSpec } from '../../batch.js';

/** Pools of batches with a labeled share; an epoch is one pass over the others. At a share of 0: of all examples alike. */
export const semiSupervisedPools = (
  labeledShare: number,
  of: Exclude<PoolSpec['of'], 'labeled'> = 'unlabeled',
): readonly PoolSpec[] =>
  labeledShare === 0
    ? [{ of: 'all', share: 1 }]
    : [
        { of, share: 1 - labeledShare },
        { of: 'labeled', share: labeledShare },
      ];
