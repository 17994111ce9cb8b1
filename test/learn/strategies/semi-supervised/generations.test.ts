import { beforeAll, expect, it } from 'vitest';
import { readDataset } from '../../../../src/data/index.js';
import { startEngine } from '../../../../src/learn/engines/start-engine.js';
import { adam, mlp } from '../../toys/toy-world.js';
import { accuracyAmongFewLabels } from './few-labels.js';
import { written } from './written.js';

const seeds = [1, 2];
const perClass = 4;
const examples = 600;

/** Each round has about five epochs of 115, the stage over labels alone the rest. */
const rounds = (generations: number) =>
  written(`distl {
    generations ${generations}  initial-length 20  correction-every 1
    augment [shift(1), rotate(15)]  local-augment [shift(1), rotate(15)]
    local-crops 2  dino-out 64  dino-hidden 64  dino-bottleneck 32
  }`);

beforeAll(() => startEngine('wasm', { threads: 1 }));

it('DISTL reads drawn digits better after three rounds over digits without labels', async () => {
  const { train: all, test, normalization } = readDataset({ name: 'digits', settings: {} }, {});
  const training = { ...all, images: all.images.slice(0, examples * 64), labels: all.labels.slice(0, examples) };
  const world = {
    training,
    labeled: firstOfEachClass(training.labels),
    test,
    normalization,
    augment: [],
    net: mlp(64),
    train: { length: { epochs: 115 }, batch: 20, optimizer: adam(0.002) },
  };
  const accuracies: number[] = [];
  for (const generations of [0, 3]) {
    let sum = 0;
    for (const seed of seeds) sum += await accuracyAmongFewLabels(rounds(generations), world, seed);
    accuracies.push(sum / seeds.length);
  }

  const [none = 0, three = 0] = accuracies;
  expect(three).toBeGreaterThan(none + 3);
}, 120_000);

function firstOfEachClass(labels: ArrayLike<number>): Uint8Array {
  const seen = new Map<number, number>();
  return Uint8Array.from(labels, label => {
    const before = seen.get(label) ?? 0;
    seen.set(label, before + 1);
    return before < perClass ? 1 : 0;
  });
}
