import { reshape, type Tensor2D } from '@tensorflow/tfjs-core';
import type { nets, SettingsOf } from '../../catalogue/index.js';
import { createHead } from './head.js';
import { dense } from './layers/dense.js';
import { fixed, type NetBuilder } from './net-parts.js';

/** Dense layers with ReLU on the flat image; the last hidden layer is `pooled`. */
export const mlp: NetBuilder<SettingsOf<typeof nets.mlp>> = (
  { hidden, dropout },
  [height, width, channels],
  classes,
  random,
) => {
  const pixels = height * width * channels;
  const widths = [pixels, ...hidden];
  return {
    stem: fixed(images => reshape(images, [-1, pixels])),
    stages: hidden.map((to, index) =>
      dense({ from: widths[index] ?? pixels, to, activation: 'relu' }, random.for(`stage-${index + 1}`)),
    ),
    pool: fixed(last => last as Tensor2D),
    head: createHead({ features: widths.at(-1) ?? pixels, classes, dropout }, random),
  };
};
