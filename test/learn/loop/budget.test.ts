import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TrainingFailure } from '../../../src/learn/failure.js';
import { divideBudget } from '../../../src/learn/loop/budget.js';

const phase = (share: number, batchesPerEpoch = 10) => ({ share, batchesPerEpoch });

describe('the budget of a training', () => {
  it('goes to the phases by their shares, in whole epochs', () => {
    const lengths = divideBudget({ epochs: 12 }, [phase(1), phase(3)]);

    expect(lengths).toEqual([
      { steps: 30, epochs: 3, firstEpoch: 0 },
      { steps: 90, epochs: 9, firstEpoch: 3 },
    ]);
  });

  it('counts steps where it is given in steps, the last epoch cut short', () => {
    const lengths = divideBudget({ steps: 50 }, [phase(0.5), phase(0.5, 20)]);

    expect(lengths).toEqual([
      { steps: 25, epochs: 3, firstEpoch: 0 },
      { steps: 25, epochs: 2, firstEpoch: 3 },
    ]);
  });

  it('is refused where it is too small for its phases', () => {
    const divide = () => divideBudget({ epochs: 1 }, [phase(1), phase(1)]);

    expect(divide).toThrow(new TrainingFailure('refused', '1 epochs are too few for 2 phases, which need one each'));
  });

  it('is used up whatever the shares, and every phase gets some', () => {
    const shares = fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(shares, fc.integer({ min: 0, max: 300 }), (parts, more) => {
        const total = parts.length + more;
        const epochs = divideBudget(
          { epochs: total },
          parts.map(share => phase(share)),
        ).map(length => length.epochs);

        expect(epochs.reduce((sum, count) => sum + count, 0)).toBe(total);
        expect(Math.min(...epochs)).toBeGreaterThanOrEqual(1);
      }),
    );
  });
});
