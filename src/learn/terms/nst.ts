import { addN, type Scalar } from '@tensorflow/tfjs-core';
import { type losses, type SettingsOf, stagePairs } from '../../catalogue/index.js';
import { neuronSelectivity } from '../losses/index.js';
import { tappedMaps, tapsOf } from './tapped.js';
import type { TermBuilder } from './term-builder.js';

/** Neuron selectivity, summed over pairs of stages (Huang & Wang, 2017). */
export const nst: TermBuilder<Pick<SettingsOf<typeof losses.nst>, 'pairs'>> = (settings, world) => {
  const pairs = stagePairs(settings, tapsOf(world));
  return step =>
    addN(
      pairs.map((pair): Scalar => {
        const { student, teacher } = tappedMaps(step, world, pair);
        return neuronSelectivity(student, teacher);
      }),
    );
};
