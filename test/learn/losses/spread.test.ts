import { mul, onesLike } from '@tensorflow/tfjs-core';
import { it } from 'vitest';
import { spread } from '../../../src/learn/losses/index.js';
import { describeEachEngine, expectClose, noise, valuesOf } from '../numerics.js';
import { column, meanOf, rowsOf } from './against-loops.js';

describeEachEngine('spread', () => {
  it('is the share of the mean square that is variance between examples', () => {
    const features = noise([4, 2, 3], 1);
    const rows = rowsOf(valuesOf(features), 6);
    const variances = Array.from({ length: 6 }, (_, at) => {
      const values = column(rows, at);
      return meanOf(values.map(value => (value - meanOf(values)) ** 2));
    });

    expectClose(spread(features), [meanOf(variances) / meanOf(rows.flat().map(value => value ** 2))]);
  });

  it('is 0 where all examples are the same, and does not change by scaling', () => {
    const features = noise([4, 6], 1);

    expectClose(spread(onesLike(features)), [0], 1e-12);
    expectClose(spread(mul(features, 1000)), valuesOf(spread(features)), 1e-5);
  });
});
