import type { Configured } from '../../../../src/catalogue/index.js';
import type { Train } from '../../../../src/check/experiment.js';
import { train } from '../../../../src/learn/loop.js';
import { classificationTask } from '../../../../src/learn/losses/index.js';
import { cloneNet, createNet } from '../../../../src/learn/nets/index.js';
import { predict } from '../../../../src/learn/predict.js';
import { buildRecipe } from '../../../../src/learn/strategies/index.js';
import type { World } from '../../../../src/learn/strategy.js';
import { createStreams, openImageBatches } from '../../../../src/learn/streams/index.js';
import { type Random, random } from '../../../../src/lib/random.js';
import { adam, mlp } from '../../toys/toy-world.js';

const classes = 2;
const input = [1, 2, 1] as const;
const [examples, tests, labeled] = [300, 1000, 6];
const normalization = { mean: [0], deviation: [1] };
const augment: readonly Configured[] = [{ name: 'noise', settings: { deviation: 0.15 } }];

/** Of a test set of 1,000 points, in per cent, of a net that saw 300, six of them with their label. */
export async function accuracyOnTwoMoons(strategy: Configured, seed: number): Promise<number> {
  const draws = random(seed);
  const training: Train = {
    length: { steps: 600 },
    batch: 128,
    optimizer: adam(0.03),
    schedule: { name: 'cosine', settings: { floor: 0, warmup: 0 } },
    labelSmoothing: 0,
    select: 'accuracy',
  };
  const kind = mlp(32, 32);
  const create = (purpose: string, net = kind) => createNet(net, input, classes, draws.for(purpose));
  const world: World = {
    student: create('student'),
    teachers: [],
    task: classificationTask,
    train: training,
    data: { examples, labeled, classes, input },
    random: draws.for('strategy'),
    createNet: create,
    cloneNet,
  };
  const part = {
    set: moons(examples, draws.for('points')),
    normalization,
    indices: Uint32Array.from({ length: examples }, (_, at) => at),
    // Points alternate between the moons: three of each.
    labeled: Uint8Array.from({ length: examples }, (_, at) => (at < labeled ? 1 : 0)),
    augment,
  };
  const recipe = buildRecipe(strategy, world);
  const openStream = createStreams(part, training.batch, draws.for('batches'));
  await train(recipe, { train: training, teachers: [], random: draws.for('training'), openStream });
  return accuracy(recipe.product, moons(tests, draws.for('test points')));
}

type Points = ReturnType<typeof moons>;

/** Two half circles, each reaching into the other, their points strewn by 0.05 and brought to mean 0 and deviation 1. */
function moons(count: number, draws: Random) {
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

async function accuracy(product: Parameters<typeof predict>[0], points: Points): Promise<number> {
  const indices = Uint32Array.from(points.labels.keys());
  const images = openImageBatches(points, normalization, indices);
  const logits = await predict(product, images, classes, new AbortController().signal);
  const right = points.labels.filter((label, at) => (logits[2 * at + 1]! > logits[2 * at]! ? 1 : 0) === label);
  return (100 * right.length) / points.labels.length;
}
