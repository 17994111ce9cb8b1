import { avgPool, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import { densenetLayout, type nets, type SettingsOf } from '../../catalogue/index.js';
import type { Module } from '../module.js';
import { createHead } from './head.js';
import { batchNorm } from './layers/batch-norm.js';
import { denseLayer } from './layers/dense-layer.js';
import { inTurn } from './layers/in-turn.js';
import { plainConv } from './layers/plain-conv.js';
import { meanOfPlaces } from './mean-of-places.js';
import { fixed, type NetBuilder } from './net-parts.js';
import { times } from './times.js';

/** Three stages of dense layers; each but the first begins by halving size and channels, all end in batch norm and ReLU. */
export const densenet: NetBuilder<SettingsOf<typeof nets.densenet>> = (settings, [, , channels], classes, random) => {
  const { stem, growth, bottleneck, stages } = densenetLayout(settings);
  const conv = (name: string, size: { readonly from: number; readonly to: number; readonly filter: number }) =>
    plainConv({ ...size, stride: 1, bias: false }, random.for(name));
  return {
    stem: conv('stem', { from: channels, to: stem, filter: 3 }),
    stages: stages.map(({ from, entry, layers, to }, stage): Module<Tensor> => {
      const draws = random.for(`stage-${stage + 1}`);
      const transition = (): Record<string, Module<Tensor>> => ({
        transition: conv(`transition-${stage}`, { from, to: entry, filter: 1 }),
        pool: fixed(halve),
      });
      return inTurn({
        ...(stage > 0 && transition()),
        ...times(layers, 'layer', (name, layer) =>
          denseLayer({ from: entry + layer * growth, bottleneck, growth }, draws.for(name)),
        ),
        norm: batchNorm(to, 'relu'),
      });
    }),
    pool: meanOfPlaces,
    head: createHead({ features: stages.at(-1)?.to ?? stem, classes, dropout: settings.dropout }, random),
  };
};

const halve = (x: Tensor): Tensor => avgPool(x as Tensor4D, 2, 2, 'same');
