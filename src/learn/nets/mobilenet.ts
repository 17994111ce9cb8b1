import type { Tensor } from '@tensorflow/tfjs-core';
import { mobilenetLayout, type nets, type SettingsOf } from '../../catalogue/index.js';
import type { Random } from '../../lib/random.js';
import type { Module } from '../module.js';
import { createHead } from './head.js';
import { batchNorm } from './layers/batch-norm.js';
import { convNorm } from './layers/conv-norm.js';
import { depthwiseConv } from './layers/depthwise-conv.js';
import { inTurn } from './layers/in-turn.js';
import { meanOfPlaces } from './mean-of-places.js';
import type { NetBuilder } from './net-parts.js';
import { times } from './times.js';

/** Five stages of separable convolutions behind a first plain one; each stage but the first halves the size. */
export const mobilenet: NetBuilder<SettingsOf<typeof nets.mobilenet>> = (settings, [, , channels], classes, random) => {
  let from = settings.width;
  const stages = mobilenetLayout(settings).map(({ blocks, to, stride }, stage): Module<Tensor> => {
    const draws = random.for(`stage-${stage + 1}`);
    const parts = times(blocks, 'block', (name, block) => {
      const size = { from, to, stride: block === 0 ? stride : 1 };
      from = to;
      return separable(size, draws.for(name));
    });
    return inTurn(parts);
  });
  return {
    stem: convNorm(
      { from: channels, to: settings.width, filter: 3, stride: 1, activation: 'relu' },
      random.for('stem'),
    ),
    stages,
    pool: meanOfPlaces,
    head: createHead({ features: from, classes, dropout: settings.dropout }, random),
  };
};

interface SeparableSize {
  readonly from: number;
  readonly to: number;
  readonly stride: number;
}

/** A 3 × 3 convolution of each channel by itself, then one of each place by itself, both with batch norm and ReLU. */
const separable = ({ from, to, stride }: SeparableSize, random: Random): Module<Tensor> =>
  inTurn({
    depthwise: depthwiseConv({ channels: from, filter: 3, stride }, random.for('depthwise')),
    norm: batchNorm(from, 'relu'),
    pointwise: convNorm({ from, to, filter: 1, stride: 1, activation: 'relu' }, random.for('pointwise')),
  });
