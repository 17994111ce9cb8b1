import { optional, type SettingsOf, withDefault } from '../entry.js';
import { among, whole } from '../type.js';
import { bySgd, dropout, net } from './net-entry.js';
import { Tally } from './tally.js';

const parameters = {
  depth: withDefault(
    among(8, 14, 20, 26, 32, 38, 44, 50, 56, 68, 80, 92, 110),
    20,
    'layers with weights: 6n + 2 for n blocks a stage',
  ),
  width: withDefault(
    whole({ min: 1, max: 1_024 }),
    16,
    'channels of the first stage; each later one has twice as many',
  ),
  stem: optional(
    whole({ min: 1, max: 1_024 }),
    'channels of the convolution before the stages; if left out, half the width, but at least 16',
  ),
  dropout,
};

/** What `resnet` is made of: three stages of equal blocks behind a first convolution. */
export function resnetLayout({ depth, width, stem }: Omit<SettingsOf<{ parameters: typeof parameters }>, 'dropout'>) {
  const blocks = (depth - 2) / 6;
  return {
    stem: stem ?? Math.max(16, Math.floor(width / 2)),
    stages: [0, 1, 2].map(stage => ({ blocks, to: width * 2 ** stage, stride: stage === 0 ? 1 : 2 })),
  };
}

export const resnet = net({
  help: 'residual blocks of two 3 × 3 convolutions with batch norm, in three stages, as for CIFAR',
  version: 1,
  parameters,
  positional: ['depth'],
  source:
    'He et al., Deep Residual Learning for Image Recognition, 2016, section 4.2; a 1 × 1 convolution where the shape changes',
  example: 'net resnet(depth: 8, width: 4)',
  train: bySgd,
  shape(settings, input, classes) {
    const { stem, stages } = resnetLayout(settings);
    const tally = new Tally(input).conv(stem, { filter: 3, stride: 1 }).norm();
    for (const { blocks, to, stride } of stages) {
      for (let block = 0; block < blocks; block++) {
        const first = block === 0 ? stride : 1;
        if (first > 1 || tally.channels !== to)
          tally.aside(shortcut => shortcut.conv(to, { filter: 1, stride: first }).norm());
        tally.conv(to, { filter: 3, stride: first }).norm().conv(to, { filter: 3, stride: 1 }).norm();
      }
      tally.tap();
    }
    return tally.classify(classes);
  },
});
