import type { Configured } from '../../../../src/catalogue/index.js';
import type { ImageSet } from '../../../../src/data/index.js';
import { type Random, random } from '../../../../src/lib/random.js';
import { adam, mlp } from '../../toys/toy-world.js';
import { accuracyAmongFewLabels } from './few-labels.js';

const classes = 2;
const input = [1, 2, 1] as const;
const [examples, tests, labeled] = [300, 1000, 6];

/** Of a test set of 1,000 points, in per cent, of a net that saw 300, six of them with their label. */
export function accuracyOnTwoMoons(strategy: Configured, seed: number): Promise<number> {
  const draws = random(seed);
  const world = {
    training: moons(examples, draws.for('points')),
    // Points alternate between the moons: three of each.
    labeled: Uint8Array.from({ length: examples }, (_, at) => (at < labeled ? 1 : 0)),
    test: moons(tests, draws.for('test points')),
    normalization: { mean: [0], deviation: [1] },
    augment: [{ name: 'noise', settings: { deviation: 0.15 } }],
    net: mlp(32, 32),
    train: { length: { steps: 600 }, batch: 128, optimizer: adam(0.03) },
  };
  return accuracyAmongFewLabels(strategy, world, seed);
}

/** Two half circles, each reaching into the other, their points strewn by 0.05 and brought to mean 0 and deviation 1. */
function moons(count: number, draws: Random): ImageSet {
  const labels = Uint8Array.from({ length: count }, (_, at) => at % classes);
  const images = new Float32Array(2 * count);
  labels.forEach((label, at) => {
    const angle = Math.PI * draws.uniform(3 * at);
    const [x, y] = [Math.cos(angle), Math.sin(angle)];
    const radius = Math.sqrt(-2 * Math.log(1 - draws.uniform(3 * at + 1))) * 0.05;
    const turn = 2 * Math.PI * draws.uniform(3 * at + 2);
    const place = label === 0 ? [x, y] : [1 - x, 0.5 - y];
    images[2 * at] = ((place[0] ?? 0) + radius * Math.cos(turn) - 0.5) / 0.87;
    images[2 * at + 1] = ((place[1] ?? 0) + radius * Math.sin(turn) - 0.25) / 0.5;
  });
  return { images, labels, shape: input, classNames: ['upper', 'lower'], scale: 1 };
}
