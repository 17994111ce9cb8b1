import { addN, type Scalar } from '@tensorflow/tfjs-core';
import { type losses, type SettingsOf, stagePairs } from '../../catalogue/index.js';
import { attentionTransfer } from '../losses/index.js';
import { tappedMaps, tapsOf } from './tapped.js';
import type { TermBuilder } from './term-builder.js';

/** Attention transfer, summed over pairs of stages (Zagoruyko & Komodakis, 2017). */
export const at: TermBuilder<Pick<SettingsOf<typeof losses.at>, 'p' | 'pairs'>> = (settings, world) => {
  const pairs = stagePairs(settings, tapsOf(world));
  return step =>
    addN(
      pairs.map((pair): Scalar => {
        const { student, teacher } = tappedMaps(step, world, pair);
        return attentionTransfer(student, teacher, settings.p);
      }),
    );
};
