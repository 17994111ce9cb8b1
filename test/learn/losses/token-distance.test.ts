import { mean, type Scalar, type Tensor3D, tidy } from '@tensorflow/tfjs-core';
import { it } from 'vitest';
import { tokenDistance } from '../../../src/learn/losses/index.js';
import { describeEachEngine, expectClose, noise } from '../numerics.js';
import { dot, itHoldsAgainstLoops, meanOf, rowsOf, unit } from './against-loops.js';

const shape = [2, 3, 4] as const;

describeEachEngine('tokenDistance by mse', () => {
  itHoldsAgainstLoops({
    student: shape,
    teacher: shape,
    loss: (tokens, targets) => tidy(() => mean<Scalar>(tokenDistance(tokens as Tensor3D, targets as Tensor3D, 'mse'))),
    byHand: (tokens, targets) => meanOf(tokens.map((value, at) => (value - targets[at]!) ** 2)),
  });
});

describeEachEngine('tokenDistance by cosine', () => {
  itHoldsAgainstLoops({
    student: shape,
    teacher: shape,
    loss: (tokens, targets) =>
      tidy(() => mean<Scalar>(tokenDistance(tokens as Tensor3D, targets as Tensor3D, 'cosine'))),
    byHand(tokens, targets) {
      const others = rowsOf(targets, 4);
      return meanOf(rowsOf(tokens, 4).map((row, at) => 1 - dot(unit(row), unit(others[at]!))));
    },
  });

  it('is 0 for tokens of the same direction', () => {
    const tokens = noise(shape, 1) as Tensor3D;

    expectClose(tokenDistance(tokens, tokens, 'cosine'), [0, 0], 1e-6);
  });
});
