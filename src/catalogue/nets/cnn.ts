import { withDefault } from '../entry.js';
import { list, whole } from '../type.js';
import { byAdam, dropout, net } from './net-entry.js';

export const cnn = net({
  help: '3 × 3 convolutions with ReLU, each but the first halving the size, then the mean over space',
  version: 1,
  parameters: {
    channels: withDefault(
      list(whole({ min: 1, max: 8_192 }), { min: 1, max: 16 }),
      [16, 32, 64],
      'channels of each convolution',
    ),
    dropout,
  },
  rest: 'channels',
  example: 'net cnn(channels: [8, 16, 32])',
  train: byAdam,
  shape({ channels }, [height, width, inputChannels], classes) {
    let [rows, columns, from, parameters, flops] = [height, width, inputChannels, 0, 0];
    const taps: Record<string, readonly number[]> = {};
    channels.forEach((to, index) => {
      if (index > 0) [rows, columns] = [Math.ceil(rows / 2), Math.ceil(columns / 2)];
      parameters += 9 * from * to + to;
      flops += 2 * 9 * from * to * rows * columns;
      taps[`stage-${index + 1}`] = [rows, columns, to];
      from = to;
    });
    return {
      taps: { ...taps, pooled: [from], logits: [classes] },
      parameters: parameters + from * classes + classes,
      flops: flops + 2 * from * classes,
    };
  },
});
