import type { Tensor } from '@tensorflow/tfjs-core';
import { type nets, resnetLayout, type SettingsOf } from '../../catalogue/index.js';
import type { Module } from '../module.js';
import { createHead } from './head.js';
import { convNorm } from './layers/conv-norm.js';
import { inTurn } from './layers/in-turn.js';
import { residualBlock } from './layers/residual-block.js';
import { meanOfPlaces } from './mean-of-places.js';
import type { NetBuilder } from './net-parts.js';
import { times } from './times.js';

/** Three stages of residual blocks behind a first convolution; each stage but the first halves the size. */
export const resnet: NetBuilder<SettingsOf<typeof nets.resnet>> = (settings, [, , channels], classes, random) => {
  const layout = resnetLayout(settings);
  let from = layout.stem;
  const stages = layout.stages.map(({ blocks, to, stride }, stage): Module<Tensor> => {
    const draws = random.for(`stage-${stage + 1}`);
    const parts = times(blocks, 'block', (name, block) => {
      const size = { from, to, stride: block === 0 ? stride : 1 };
      from = to;
      return residualBlock(size, draws.for(name));
    });
    return inTurn(parts);
  });
  return {
    stem: convNorm({ from: channels, to: layout.stem, filter: 3, stride: 1, activation: 'relu' }, random.for('stem')),
    stages,
    pool: meanOfPlaces,
    head: createHead({ features: from, classes, dropout: settings.dropout }, random),
  };
};
