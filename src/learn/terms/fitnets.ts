import { mean, type Scalar, squaredDifference, type Tensor4D } from '@tensorflow/tfjs-core';
import { hintPair, type losses, type SettingsOf } from '../../catalogue/index.js';
import { must } from '../../lib/bug.js';
import { poolMap } from '../losses/index.js';
import { hintRegressor } from '../regressors/index.js';
import { tapped, tapsOf } from './tapped.js';
import type { PartsBuilder } from './term-builder.js';

/**
 * A hint: the mean squared difference between what a regressor makes of the guided layer and the teacher's hint layer
 * (Romero et al., 2015).
 */
export const fitnets: PartsBuilder<Pick<SettingsOf<typeof losses.fitnets>, 'hint' | 'guided'>> = (settings, world) => {
  const taps = tapsOf(world);
  const pair = hintPair(settings, taps);
  const [from, to] = [must(taps.student[pair.student], 'guided layer'), must(taps.teacher[pair.teacher], 'hint layer')];
  const regressor = hintRegressor(from, to, world.random.for('regressor'));
  return {
    loss(step) {
      const { student, teacher } = tapped(step, world, pair);
      const guess = step.apply(regressor, student);
      const [, rows = 1, columns = 1] = guess.shape;
      // smaller than the hint only where no regressor fits
      const hint = guess.rank === 4 ? poolMap(teacher as Tensor4D, rows, columns) : teacher;
      return mean<Scalar>(squaredDifference(guess, hint));
    },
    modules: [regressor],
  };
};
