import type { Use } from '../entry.js';
import { withDefault } from '../entry.js';
import { number, whole } from '../type.js';
import { net, type TrainDefaults } from './net-entry.js';

/** As transformers are trained: decay apart from the gradient, and a rate that rises slowly. */
const byAdamw: TrainDefaults = {
  epochs: 30,
  batch: 128,
  optimizer: {
    name: 'adamw',
    settings: { lr: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, 'weight-decay': 0.05 },
  },
  schedule: { name: 'cosine', settings: { warmup: 3, floor: 0 } },
};

/**
 * A sequence of a class token and one token for each square patch passes blocks of attention and a hidden layer four
 * times as wide. Every block is a stage, tapped as [1 + patches, width], the class token first; `pooled` is the class
 * token behind the last norm.
 */
export const vit = net({
  help: 'vision transformer: patches as tokens, norms before attention and dense layers, classes from a class token',
  version: 1,
  parameters: {
    patch: withDefault(whole({ min: 1, max: 256 }), 4, 'rows and columns of a patch; must divide those of the images'),
    width: withDefault(whole({ min: 1, max: 4_096 }), 64, 'length of a token; must be a multiple of `heads`'),
    depth: withDefault(whole({ min: 1, max: 64 }), 4, 'blocks'),
    heads: withDefault(whole({ min: 1, max: 64 }), 4, 'heads of attention in each block'),
    dropout: withDefault(
      number({ min: 0, below: 1 }),
      0,
      'share of activations dropped behind the positions and the dense layers of the blocks in training',
    ),
  },
  source: 'Dosovitskiy et al., An Image is Worth 16x16 Words, 2021',
  example: 'net vit(patch: 4, width: 16, depth: 2, heads: 2)',
  train: byAdamw,
  normsBeforeHead: true,
  misfit: ({ width, heads, patch }, use) => misfitOf(Number(width), Number(heads), Number(patch), use),
  shape({ patch, width, depth }, [rows, columns, channels], classes) {
    const patches = Math.floor(rows / patch) * Math.floor(columns / patch);
    const tokens = 1 + patches;
    const pixels = patch * patch * channels;
    const products = 12 * width * width; // query, key, value and output; a hidden layer of 4 · width and back
    const block = products + 13 * width; // with nine widths of biases and two norms
    const stages = Array.from({ length: depth }, (_, index) => [`stage-${index + 1}`, [tokens, width]] as const);
    return {
      taps: { ...Object.fromEntries(stages), pooled: [width], logits: [classes] },
      parameters: (pixels + 1) * width + (1 + tokens) * width + depth * block + 2 * width + (width + 1) * classes,
      flops:
        2 * patches * pixels * width +
        2 * depth * (tokens * products + 2 * tokens * tokens * width) +
        2 * width * classes,
    };
  },
});

function misfitOf(width: number, heads: number, patch: number, { input }: Use): string | undefined {
  if (width % heads !== 0) return `a \`width\` of ${width} cannot be shared out evenly among ${heads} heads`;
  const [rows, columns] = input;
  if (rows % patch !== 0 || columns % patch !== 0)
    return `images of ${rows} × ${columns} cannot be cut into patches of ${patch} × ${patch}`;
  return undefined;
}
