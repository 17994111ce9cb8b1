import type { nets, SettingsOf } from '../../catalogue/index.js';
import { createHead } from './head.js';
import { conv } from './layers/conv.js';
import { meanOfPlaces } from './mean-of-places.js';
import { fixed, type NetBuilder } from './net-parts.js';

/** 3 × 3 convolutions with ReLU, the first of stride 1, the others of stride 2, then the mean over space. */
export const cnn: NetBuilder<SettingsOf<typeof nets.cnn>> = (
  { channels, dropout },
  [, , inputChannels],
  classes,
  random,
) => {
  const widths = [inputChannels, ...channels];
  return {
    stem: fixed(images => images),
    stages: channels.map((to, index) =>
      conv(
        { from: widths[index] ?? inputChannels, to, filter: 3, stride: index === 0 ? 1 : 2, activation: 'relu' },
        random.for(`stage-${index + 1}`),
      ),
    ),
    pool: meanOfPlaces,
    head: createHead({ features: widths.at(-1) ?? inputChannels, classes, dropout }, random),
  };
};
