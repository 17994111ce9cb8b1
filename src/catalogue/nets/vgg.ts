import { type SettingsOf, withDefault } from '../entry.js';
import { among, whole } from '../type.js';
import { bySgd, dropout, type Input, net } from './net-entry.js';
import { Tally } from './tally.js';

const parameters = {
  depth: withDefault(among(8, 11, 13), 8, 'which of the three: convolutions and dense layers of the published net'),
  width: withDefault(
    whole({ min: 1, max: 1_024 }),
    64,
    'channels of the first convolution; the last have eight times as many',
  ),
  dropout,
};

/** How many convolutions each of the five stages has. */
const convolutions: Readonly<Record<number, readonly number[]>> = {
  8: [1, 1, 1, 1, 1],
  11: [1, 1, 2, 2, 2],
  13: [2, 2, 2, 2, 2],
};
const factors = [1, 2, 4, 8, 8];

/**
 * What `vgg` is made of: five stages, the first of which is the stem. A stage is halved by max-pooling before its
 * successor while its image is larger than 4 × 4, so three times for 32 × 32 and four times for 64 × 64.
 */
export function vggLayout(
  { depth, width }: Omit<SettingsOf<{ parameters: typeof parameters }>, 'dropout'>,
  [height, columns]: Input,
) {
  let side = Math.max(height, columns);
  return factors.map((factor, stage) => {
    const isPooled = stage > 0 && side > 4;
    if (isPooled) side = Math.ceil(side / 2);
    return { to: factor * width, convolutions: convolutions[depth]?.[stage] ?? 1, isPooled };
  });
}

export const vgg = net({
  help: 'stages of 3 × 3 convolutions with batch norm, halved by max-pooling, then the mean over space',
  version: 1,
  parameters,
  positional: ['depth'],
  source:
    'Simonyan & Zisserman, Very Deep Convolutional Networks, 2015, with batch norm and one dense layer as for CIFAR',
  example: 'net vgg(depth: 8, width: 2)',
  train: bySgd,
  shape(settings, input, classes) {
    const tally = new Tally(input);
    vggLayout(settings, input).forEach(({ to, convolutions, isPooled }, stage) => {
      if (isPooled) tally.shrink(2);
      for (let index = 0; index < convolutions; index++) tally.conv(to, { filter: 3, stride: 1 }, 'bias').norm();
      if (stage > 0) tally.tap();
    });
    return tally.classify(classes);
  },
});
