import {
  add,
  grad,
  logSoftmax,
  mean,
  mul,
  reshape,
  sum,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
  tidy,
  zeros,
} from '@tensorflow/tfjs-core';
import { must } from '../../lib/bug.js';
import { random } from '../../lib/random.js';
import type { Net } from '../module.js';

/** Where in a net concepts are looked for, and what is derived by it. */
export interface Place {
  readonly tap: string;
  /** `gap`: means over space, or over tokens, stand for a whole map. */
  readonly pool: 'none' | 'gap';
  /** The logit of a class, or its log-probability. */
  readonly target: 'logit' | 'ce';
}

const frozen = { training: false, random: random(0) };

/** What a net shows of images at a place: [images, features]. */
export function activationsAt(net: Net, images: Tensor4D, { tap, pool }: Place): Tensor2D {
  return tidy(() => {
    const value = must(net.apply(images, frozen).taps[tap], `tap ${tap}`);
    return flat(pool === 'gap' && value.rank > 2 ? mean(value, places(value.rank)) : value);
  });
}

/**
 * The derivative of a sum of logits by the activations at a place: in inference an image's logits depend on its own
 * activations alone, so each row is the gradient of its own logit. Taken by what is added to the activations, 0: along a
 * pooled map that is the same at all places, so that its mean moves as much.
 *
 * @param chosen [images, classes], 1 at the class of each image that is derived
 * @returns [images, features]
 */
export function gradientsAt(net: Net, images: Tensor4D, { tap, pool, target }: Place, chosen: Tensor2D): Tensor2D {
  const shape = must(net.taps[tap], `tap ${tap}`);
  const added = pool === 'gap' ? shape.map((size, at) => (at < shape.length - 1 ? 1 : size)) : shape;
  return tidy(() => {
    const derive = grad((by: Tensor) => {
      const through = (name: string, value: Tensor): Tensor => (name === tap ? add(value, by) : value);
      const { logits } = net.apply(images, { ...frozen, through });
      return sum(mul(target === 'ce' ? logSoftmax(logits) : logits, chosen));
    });
    return flat(derive(zeros([images.shape[0], ...added])));
  });
}

const flat = (value: Tensor): Tensor2D => reshape(value, [value.shape[0] ?? 0, -1]) as Tensor2D;

/** All dimensions but the batch and the last. */
const places = (rank: number): number[] => Array.from({ length: rank - 2 }, (_, at) => at + 1);
