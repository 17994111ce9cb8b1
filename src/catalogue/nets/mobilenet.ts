import { type SettingsOf, withDefault } from '../entry.js';
import { whole } from '../type.js';
import { bySgd, dropout, net } from './net-entry.js';
import { Tally } from './tally.js';

const parameters = {
  width: withDefault(
    whole({ min: 1, max: 256 }),
    32,
    'channels of the first convolution; the last have 32 times as many',
  ),
  dropout,
};

/** What `mobilenet` is made of: channels, as multiples of the width, and blocks of each stage. */
export const mobilenetLayout = ({ width }: Pick<SettingsOf<{ parameters: typeof parameters }>, 'width'>) =>
  [
    { factor: 2, blocks: 1 },
    { factor: 4, blocks: 2 },
    { factor: 8, blocks: 2 },
    { factor: 16, blocks: 6 },
    { factor: 32, blocks: 2 },
  ].map(({ factor, blocks }, stage) => ({ to: factor * width, blocks, stride: stage === 0 ? 1 : 2 }));

export const mobilenet = net({
  help: 'convolutions of each channel by itself, then of each place by itself, with batch norm',
  version: 1,
  parameters,
  positional: ['width'],
  source: 'Howard et al., MobileNets, 2017, table 1, without halving in the first convolution, as for CIFAR',
  example: 'net mobilenet(width: 2)',
  train: bySgd,
  shape(settings, input, classes) {
    const tally = new Tally(input).conv(settings.width, { filter: 3, stride: 1 }).norm();
    for (const { to, blocks, stride } of mobilenetLayout(settings)) {
      for (let block = 0; block < blocks; block++)
        tally
          .depthwise({ filter: 3, stride: block === 0 ? stride : 1 })
          .norm()
          .conv(to, { filter: 1, stride: 1 })
          .norm();
      tally.tap();
    }
    return tally.classify(classes);
  },
});
