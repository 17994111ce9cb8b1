import { abs, add, mul, type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { Configured, Input } from '../../../src/catalogue/index.js';
import { foldScales, type NetGraph } from '../../../src/formats/index.js';
import type { Net } from '../../../src/learn/module.js';
import { createNet } from '../../../src/learn/nets/index.js';
import { traceNet } from '../../../src/learn/trace/trace-net.js';
import { random } from '../../../src/lib/random.js';
import { noise, valuesOf } from '../../learn/numerics.js';

/** A small net of the catalogue, followed, with what it makes of a few images. */
export interface TracedNet {
  readonly graph: NetGraph;
  /** Row by row: [images, rows, columns, channels]. */
  readonly pixels: readonly number[];
  readonly shape: readonly [images: number, ...Input];
  /** [images, classes] */
  readonly logits: readonly number[];
}

const images = 3;

/** Every family, and sizes of images that no stride divides. */
export const smallNets: readonly (readonly [string, Configured, Input])[] = [
  ['mlp', { name: 'mlp', settings: { hidden: [5, 4], dropout: 0.2 } }, [8, 8, 2]],
  ['cnn', { name: 'cnn', settings: { channels: [3, 4, 5], dropout: 0.2 } }, [8, 8, 2]],
  ['cnn of odd images', { name: 'cnn', settings: { channels: [3, 4], dropout: 0 } }, [9, 7, 1]],
  ['resnet', { name: 'resnet', settings: { depth: 8, width: 3, stem: undefined, dropout: 0 } }, [8, 8, 2]],
  ['resnet of odd images', { name: 'resnet', settings: { depth: 8, width: 3, stem: 4, dropout: 0 } }, [9, 7, 3]],
  ['vgg', { name: 'vgg', settings: { depth: 8, width: 3, dropout: 0.1 } }, [8, 8, 2]],
  ['mobilenet', { name: 'mobilenet', settings: { width: 4, dropout: 0 } }, [9, 8, 2]],
  ['densenet', { name: 'densenet', settings: { depth: 10, width: 2, dropout: 0 } }, [9, 8, 2]],
  ['vit', { name: 'vit', settings: { patch: 4, width: 8, depth: 2, heads: 2, dropout: 0.1 } }, [8, 8, 2]],
];

/** Weights and statistics of batch norm are moved, so that none is what it began as. */
function movedNet(configured: Configured, input: Input): Net {
  const net = createNet(configured, input, 4, random(7));
  net.variables.forEach(({ name, variable }, index) => {
    const moved = mul(noise(variable.shape, index), 0.3);
    variable.assign(name.endsWith('variance') ? add(abs(moved), 0.5) : add(variable, moved));
  });
  return net;
}

export function traced(configured: Configured, input: Input): TracedNet {
  const net = movedNet(configured, input);
  const pixels = mul(noise([images, ...input], 99), 2) as Tensor;
  const logits = tidy(() => valuesOf(net.apply(pixels, { training: false, random: random(0) }).logits));
  return { graph: foldScales(traceNet(net, input)), pixels: valuesOf(pixels), shape: [images, ...input], logits };
}
