import { oneHot, type Tensor, type Tensor2D, type Tensor4D, tensor, tensor1d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../src/learn/engines/start-engine.js';
import { gradCam } from '../../src/learn/grad-cam.js';
import type { Net } from '../../src/learn/module.js';
import { createNet } from '../../src/learn/nets/index.js';
import { random } from '../../src/lib/random.js';
import { expectClose, noise, tensorsLeftBy, valuesOf } from './numerics.js';

const frozen = { training: false, random: random(0) };
const classes = [0, 2, 1];
const net = (): Net => createNet({ name: 'cnn', settings: { channels: [4, 5], dropout: 0 } }, [6, 6, 1], 3, random(4));
const images = (): Tensor4D => noise([3, 6, 6, 1], 2) as Tensor4D;
const chosen = (): Tensor2D => oneHot(tensor1d(classes, 'int32'), 3) as Tensor2D;

beforeAll(() => startEngine('wasm', { threads: 1 }));

describe('Grad-CAM', () => {
  it('is CAM where a mean over places and one linear layer follow: the weights of the class, by channel', () => {
    const of = net();
    const map = valuesOf(of.apply(images(), frozen).taps['stage-2']!); // [3, 3, 3, 5]
    const weights = valuesOf(of.variables.find(({ name }) => name === 'head/weights')!.variable); // [5, 3]
    const expected = classes.flatMap((label, image) =>
      Array.from({ length: 9 }, (_, place) => {
        const channels = map.slice((image * 9 + place) * 5, (image * 9 + place + 1) * 5);
        return Math.max(
          0,
          channels.reduce((sum, value, k) => sum + (value * weights[k * 3 + label]!) / 9, 0),
        );
      }),
    );

    expectClose(gradCam(of, images(), 'stage-2', chosen()), expected, 1e-6);
  });

  it('weighs channels by what moving them does to the logit, by central differences', () => {
    const of = net();
    const map = valuesOf(of.apply(images(), frozen).taps['stage-1']!); // [3, 6, 6, 4]
    const logitsWith = (channel: number, by: number): number[][] => {
      const through = (name: string, value: Tensor): Tensor =>
        name === 'stage-1'
          ? tensor(
              map.map((one, at) => (at % 4 === channel ? one + by : one)),
              value.shape,
            )
          : value;
      return (of.apply(images(), { ...frozen, through }).logits as Tensor2D).arraySync();
    };
    const slopes = [0, 1, 2, 3].map(channel => {
      const [up, down] = [logitsWith(channel, 1e-2), logitsWith(channel, -1e-2)];
      return classes.map((label, image) => (up[image]![label]! - down[image]![label]!) / 2e-2 / 36);
    });
    const expected = classes.flatMap((_, image) =>
      Array.from({ length: 36 }, (__, place) =>
        Math.max(
          0,
          slopes.reduce((sum, slope, k) => sum + slope[image]! * map[(image * 36 + place) * 4 + k]!, 0),
        ),
      ),
    );

    expectClose(gradCam(of, images(), 'stage-1', chosen()), expected, 2e-4);
  });

  it('leaves no tensor behind but its result', () => {
    const [of, input, classesOf] = [net(), images(), chosen()];

    expect(tensorsLeftBy(() => gradCam(of, input, 'stage-1', classesOf))).toBe(1);
  });
});
