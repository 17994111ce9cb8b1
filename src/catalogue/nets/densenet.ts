import { type SettingsOf, withDefault } from '../entry.js';
import { among, whole } from '../type.js';
import { bySgd, dropout, net } from './net-entry.js';
import { Tally } from './tally.js';

const parameters = {
  depth: withDefault(
    among(10, 16, 22, 28, 34, 40, 52, 64, 76, 88, 100),
    22,
    'layers with weights: 6n + 4 for n dense layers a stage',
  ),
  width: withDefault(whole({ min: 2, max: 256 }), 12, 'channels that each dense layer adds (the growth rate)'),
  dropout,
};

/** What `densenet` is made of: three stages of dense layers, each stage but the first begun by halving. */
export function densenetLayout({ depth, width }: Omit<SettingsOf<{ parameters: typeof parameters }>, 'dropout'>) {
  const layers = (depth - 4) / 6;
  const stem = 2 * width;
  let from = stem;
  const stages = [0, 1, 2].map(stage => {
    const entry = stage === 0 ? from : Math.floor(from / 2);
    const layout = { from, entry, layers, to: entry + layers * width };
    from = layout.to;
    return layout;
  });
  return { stem, growth: width, bottleneck: 4 * width, stages };
}

export const densenet = net({
  help: 'layers that each see the outputs of all before them in their stage (DenseNet-BC), in three stages',
  version: 1,
  parameters,
  positional: ['depth'],
  source: 'Huang et al., Densely Connected Convolutional Networks, 2017, section 3, compression 0.5',
  example: 'net densenet(depth: 10, width: 4)',
  train: bySgd,
  shape(settings, input, classes) {
    const { stem, growth, bottleneck, stages } = densenetLayout(settings);
    const tally = new Tally(input).conv(stem, { filter: 3, stride: 1 });
    stages.forEach(({ entry, layers }, stage) => {
      if (stage > 0) tally.conv(entry, { filter: 1, stride: 1 }).shrink(2);
      for (let layer = 0; layer < layers; layer++)
        tally
          .aside(dense =>
            dense.norm().conv(bottleneck, { filter: 1, stride: 1 }).norm().conv(growth, { filter: 3, stride: 1 }),
          )
          .become(entry + (layer + 1) * growth);
      tally.norm().tap();
    });
    return tally.classify(classes);
  },
});
