import { withDefault } from '../entry.js';
import { list, whole } from '../type.js';
import { byAdam, dropout, net } from './net-entry.js';

export const mlp = net({
  help: 'dense layers with ReLU',
  version: 1,
  parameters: {
    hidden: withDefault(
      list(whole({ min: 1, max: 65_536 }), { max: 64 }),
      [],
      'width of each hidden layer; none makes a linear classifier',
    ),
    dropout,
  },
  rest: 'hidden',
  example: 'net mlp(512, 512)',
  train: byAdam,
  shape({ hidden }, [height, width, channels], classes) {
    const widths = [height * width * channels, ...hidden, classes];
    const products = widths.slice(1).map((to, index) => to * (widths[index] ?? 0));
    const weights = products.reduce((sum, product) => sum + product, 0);
    const biases = widths.slice(1).reduce((sum, to) => sum + to, 0);
    const stages = hidden.map((to, index) => [`stage-${index + 1}`, [to]] as const);
    return {
      taps: { ...Object.fromEntries(stages), pooled: [widths.at(-2) ?? 0], logits: [classes] },
      parameters: weights + biases,
      flops: 2 * weights,
    };
  },
});
