import { oneHot, type Tensor, type Tensor2D, type Tensor4D, tensor, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Configured } from '../../../src/catalogue/index.js';
import { activationsAt, gradientsAt, type Place } from '../../../src/learn/concepts/tap-gradients.js';
import { startEngine } from '../../../src/learn/engines/start-engine.js';
import type { Net } from '../../../src/learn/module.js';
import { createNet } from '../../../src/learn/nets/index.js';
import { random } from '../../../src/lib/random.js';
import { noise, tensorsLeftBy } from '../numerics.js';

const frozen = { training: false, random: random(0) };
const classes = [0, 2, 1, 2];

const net = (name: string, settings: Configured['settings']): Net =>
  createNet({ name, settings: { ...settings, dropout: 0 } }, [8, 8, 1], 3, random(4));
const transformer = (): Net => net('vit', { patch: 4, width: 8, depth: 2, heads: 2 });
const convolutional = (): Net => net('cnn', { channels: [4, 5, 6] });

const images = (): Tensor4D => noise([4, 8, 8, 1]) as Tensor4D;
const chosen = (): Tensor2D => oneHot(tensor1d(classes, 'int32'), 3) as Tensor2D;

/** What is derived of each image, where its activations at a tap are moved by so much in one feature. */
function movedBy(of: Net, { tap, target }: Place, feature: number, by: number): number[] {
  const through = (name: string, value: Tensor): Tensor => {
    if (name !== tap) return value;
    const size = value.size / classes.length;
    const moved = value.dataSync().map((one, at) => (at % size === feature ? one + by : one));
    return tensor(moved, value.shape);
  };
  const rows = (of.apply(images(), { ...frozen, through }).logits as Tensor2D).arraySync();
  return rows.map((row, image) => {
    const total = target === 'ce' ? Math.log(row.reduce((sum, one) => sum + Math.exp(one), 0)) : 0;
    return row[classes[image]!]! - total;
  });
}

beforeAll(() => startEngine('wasm', { threads: 1 }));

describe('the gradient at a tap', () => {
  it.each(['logit', 'ce'] as const)('agrees with central differences of the %s', target => {
    const of = transformer();
    const place: Place = { tap: 'stage-1', pool: 'none', target };

    const gradients = gradientsAt(of, images(), place, chosen()).arraySync();

    const step = 1e-3;
    for (const feature of [0, 5, 13, 21]) {
      const [up, down] = [movedBy(of, place, feature, step), movedBy(of, place, feature, -step)];
      up.forEach((value, image) => {
        expect(gradients[image]![feature]).toBeCloseTo((value - down[image]!) / (2 * step), 2);
      });
    }
  });

  it('is the row of the head for every image where the net is affine behind it', () => {
    const of = convolutional();

    const gradients = gradientsAt(of, images(), { tap: 'pooled', pool: 'none', target: 'logit' }, chosen()).arraySync();

    const zero = tensor2d(new Array<number>(6).fill(0), [1, 6]);
    const units = [...Array(6).keys()].map(at =>
      tensor2d(
        [...Array(6).keys()].map(one => (one === at ? 1 : 0)),
        [1, 6],
      ),
    );
    const base = of.head.apply(zero, frozen).dataSync();
    gradients.forEach((row, image) => {
      row.forEach((value, at) => {
        const k = classes[image]!;
        expect(value).toBeCloseTo(of.head.apply(units[at]!, frozen).dataSync()[k]! - base[k]!, 5);
      });
    });
  });

  it('along a pooled map is the sum over its places', () => {
    const of = convolutional();
    const [batch, rows, columns, channels] = [4, 4, 4, 5];

    const whole = gradientsAt(of, images(), { tap: 'stage-2', pool: 'none', target: 'logit' }, chosen()).dataSync();
    const pooled = gradientsAt(of, images(), { tap: 'stage-2', pool: 'gap', target: 'logit' }, chosen()).dataSync();

    for (let at = 0; at < batch * channels; at++) {
      const [image, channel] = [Math.floor(at / channels), at % channels];
      const own = [...Array(rows * columns).keys()].map(
        place => whole[(image * rows * columns + place) * channels + channel]!,
      );
      expect(pooled[at]).toBeCloseTo(
        own.reduce((sum, one) => sum + one, 0),
        5,
      );
    }
  });

  it('leaves no tensor behind but itself', () => {
    const [of, at, which] = [convolutional(), images(), chosen()];

    const place: Place = { tap: 'stage-2', pool: 'none', target: 'logit' };
    expect(tensorsLeftBy(() => void gradientsAt(of, at, place, which))).toBe(1);
    expect(tensorsLeftBy(() => void activationsAt(of, at, place))).toBe(1);
  });
});
