import { addN, fill, type Scalar } from '@tensorflow/tfjs-core';
import { type losses, type Pair, type SettingsOf, stagePairs } from '../../catalogue/index.js';
import { alignMaps, rawVariance, variationalInformation } from '../losses/index.js';
import type { Module } from '../module.js';
import { asVariable, named } from '../nets/index.js';
import { pointwiseRegressor } from '../regressors/index.js';
import type { Step, World } from '../strategy.js';
import { tappedMaps, tapsOf } from './tapped.js';
import type { PartsBuilder } from './term-builder.js';

type Settings = Pick<SettingsOf<typeof losses.vid>, 'variance' | 'pairs'>;

/** What the student's maps tell of the teacher's, summed over pairs of stages (Ahn et al., 2019). */
export const vid: PartsBuilder<Settings> = (settings, world) => {
  const parts = stagePairs(settings, tapsOf(world)).map((pair, index) => informationOf(pair, index, settings, world));
  return {
    loss: step => addN(parts.map(({ loss }): Scalar => loss(step))),
    modules: parts.map(({ module }) => module),
  };
};

function informationOf(pair: Pair, index: number, { variance }: Settings, world: World) {
  const taps = tapsOf(world);
  const [from = 1, to = 1] = [taps.student[pair.student]?.[2], taps.teacher[pair.teacher]?.[2]];
  const regressor = pointwiseRegressor(from, to, world.random.for(`regressor-${index + 1}`));
  const raw = asVariable(fill([to], rawVariance(variance)));
  const module: Module = {
    variables: [
      ...named('regressor', regressor.variables),
      { name: 'raw-variance', variable: raw, trainable: true, decays: false },
    ],
    apply: regressor.apply,
  };
  const loss = (step: Step): Scalar => {
    const maps = tappedMaps(step, world, pair);
    const { student, teacher } = alignMaps(maps.student, maps.teacher);
    return variationalInformation(step.apply(module, student), teacher, raw);
  };
  return { module, loss };
}
