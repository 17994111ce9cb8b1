import { maxPool, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import { type nets, type SettingsOf, vggLayout } from '../../catalogue/index.js';
import { must } from '../../lib/bug.js';
import type { Module } from '../module.js';
import { createHead } from './head.js';
import { convNorm } from './layers/conv-norm.js';
import { inTurn } from './layers/in-turn.js';
import { meanOfPlaces } from './mean-of-places.js';
import { fixed, type NetBuilder } from './net-parts.js';
import { times } from './times.js';

/** Five stages of 3 × 3 convolutions, the first of which is the stem; a stage that is pooled halves what enters it. */
export const vgg: NetBuilder<SettingsOf<typeof nets.vgg>> = (settings, input, classes, random) => {
  let from = input[2];
  const [stem, ...stages] = vggLayout(settings, input).map(({ to, convolutions, isPooled }, stage): Module<Tensor> => {
    const draws = random.for(stage === 0 ? 'stem' : `stage-${stage}`);
    const parts = times(convolutions, 'layer', name => {
      const size = { from, to, filter: 3, stride: 1, bias: true, activation: 'relu' } as const;
      from = to;
      return convNorm(size, draws.for(name));
    });
    return inTurn(isPooled ? { pool: fixed(halve), ...parts } : parts);
  });
  return {
    stem: must(stem, 'stem'),
    stages,
    pool: meanOfPlaces,
    head: createHead({ features: from, classes, dropout: settings.dropout }, random),
  };
};

const halve = (x: Tensor): Tensor => maxPool(x as Tensor4D, 2, 2, 'same');
