import { beforeAll, describe, expect, it } from 'vitest';
import type { Configured } from '../../../src/catalogue/index.js';
import { startEngine } from '../../../src/learn/engines/start-engine.js';
import { type EpochReport, train } from '../../../src/learn/loop.js';
import { buildRecipe } from '../../../src/learn/strategies/index.js';
import { digestOf, mlp, sgd, type ToyOptions, toyWorld, weightsOf } from '../toys/toy-world.js';

const configured = (name: string, settings: Configured['settings'] = {}): Configured => ({ name, settings });
const uniform = { name: 'uniform', settings: { of: 'probabilities' } };
const kd = (alpha: number, temperature = 4, weigh: Configured = uniform): Configured =>
  configured('kd', { alpha, temperature, weigh: { ...weigh } });
const hardLoss = (weight: number) => ({ name: 'hard', settings: { weight } });
const kdLoss = (weight: number, more: Configured['settings'] = {}) => ({
  name: 'kd',
  settings: { weight, temperature: 4, weigh: uniform, ...more },
});
const sum = (...losses: readonly Configured[]): Configured => configured('sum', { losses: losses as never });
const three: ToyOptions = { teachers: [mlp(4), mlp(5), mlp(6)] };

async function run(strategy: Configured, options: ToyOptions, order = (nets: readonly number[]) => nets) {
  const toy = toyWorld(options);
  const teachers = order([...toy.world.teachers.keys()]).map(index => toy.world.teachers[index]!);
  const world = { ...toy.world, teachers };
  const before = teachers.map(({ net }) => digestOf(net));
  const reports: EpochReport[] = [];
  await train(
    buildRecipe(strategy, world),
    { ...toy.context, teachers },
    { epochFinished: report => void reports.push(report) },
  );
  return {
    reports,
    weights: weightsOf(world.student),
    areTeachersSame: teachers.every(({ net }, index) => digestOf(net) === before[index]),
  };
}

const expectClose = (actual: readonly number[], expected: readonly number[], digits = 5): void => {
  actual.forEach((value, at) => {
    expect(value).toBeCloseTo(expected[at]!, digits);
  });
};

beforeAll(() => startEngine('wasm', { threads: 1 }));

describe('kd', () => {
  it('with alpha 0 is learning from labels alone, bit by bit', async () => {
    const [none, zero] = [await run(configured('none'), three), await run(kd(0), three)];

    expect(zero.weights).toEqual(none.weights);
  });

  it('is the sum of its parts, bit by bit', async () => {
    const [whole, parts] = [await run(kd(0.75), three), await run(sum(hardLoss(0.25), kdLoss(0.75)), three)];

    expect(parts.weights).toEqual(whole.weights);
    expect(parts.reports.map(({ losses }) => losses)).toEqual(whole.reports.map(({ losses }) => losses));
  });

  it('does not care for the order of teachers that count alike', async () => {
    const [forth, back] = [await run(kd(0.9), three), await run(kd(0.9), three, nets => [...nets].reverse())];

    expectClose(back.weights, forth.weights, 4);
  });

  it.each(['uniform', 'entropy', 'confidence'])('by identical teachers is kd by one of them: %s', async name => {
    const weigh = name === 'uniform' ? uniform : { name, settings: {} };
    const [one, many] = [
      await run(kd(0.9, 4, weigh), three, () => [1]),
      await run(kd(0.9, 4, weigh), three, () => [1, 1, 1]),
    ];

    expectClose(many.weights, one.weights, 4);
  });

  it('logs how much each teacher counts where that differs by example', async () => {
    const { reports } = await run(kd(0.9, 4, { name: 'entropy', settings: {} }), three);

    const { hard: _, kd: __, ...weights } = reports[0]!.losses;
    expect(Object.keys(weights)).toEqual([
      'weight of teacher 1 (t0)',
      'weight of teacher 2 (t1)',
      'weight of teacher 3 (t2)',
    ]);
    expect(Object.values(weights).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
  });

  it('moves the student down its gradient, as finite differences over plain numbers have it', async () => {
    const options: ToyOptions = {
      student: mlp(4),
      teachers: [mlp(5)],
      train: { length: { steps: 1 }, optimizer: sgd(1, 0) },
    };
    const { world, context } = toyWorld(options);
    const before = weightsOf(world.student);
    const batch = context.openStream({}, 'train').batch(0, 0);
    const images = [...batch.view().dataSync()];
    const call = { training: false, random: world.random };
    const teacher = world.teachers[0]!.net.apply(batch.view(), call).logits.arraySync();
    const labels = [...batch.labels.dataSync()];
    const loss = (weights: readonly number[]): number => kdByHand(weights, images, labels, teacher, 0.7, 3);

    const { weights: after, reports } = await run(kd(0.7, 3), options);

    expect(0.3 * reports[0]!.losses.hard! + 0.7 * reports[0]!.losses.kd!).toBeCloseTo(loss(before), 5);
    const h = 1e-5;
    before.forEach((weight, at) => {
      const shifted = (by: number): number[] => before.map((value, index) => (index === at ? value + by : value));
      const slope = (loss(shifted(h)) - loss(shifted(-h))) / (2 * h);
      expect(weight - after[at]!).toBeCloseTo(slope, 4);
    });
  });
});

describe('sum', () => {
  it('names the second of a kind apart', async () => {
    const { reports } = await run(sum(kdLoss(1), kdLoss(1, { temperature: 1 }), hardLoss(1)), three);

    expect(Object.keys(reports[0]!.losses)).toEqual(['kd', 'kd-2', 'hard']);
  });

  it('lets the weight of a term grow by its ramp', async () => {
    const oneEpoch: ToyOptions = { ...three, train: { length: { steps: 2 }, optimizer: sgd(0.1, 0) } };
    const ramped = sum(kdLoss(1, { ramp: { name: 'linear', settings: { epochs: 1 } } }));
    const first = await run(sum(kdLoss(1)), { ...oneEpoch, train: { ...oneEpoch.train, length: { steps: 1 } } });
    const start = weightsOf(toyWorld(three).world.student);

    const { weights } = await run(ramped, oneEpoch);

    // Nothing in step 0; a third of the way in step 1, where the batch is another one.
    expect(weights).not.toEqual(start);
    const moved = Math.hypot(...weights.map((value, at) => value - start[at]!));
    const full = Math.hypot(...first.weights.map((value, at) => value - start[at]!));
    expect(moved / full).toBeGreaterThan(0.2);
    expect(moved / full).toBeLessThan(0.5);
  });
});

/** (1 − α) · CE + α · T² · KL(teacher ‖ student) of an `mlp(4)`, over plain numbers. */
function kdByHand(
  weights: readonly number[],
  images: readonly number[],
  labels: readonly number[],
  teacher: readonly (readonly number[])[],
  alpha: number,
  temperature: number,
): number {
  const losses = labels.map((label, example) => {
    const x = images.slice(9 * example, 9 * example + 9);
    const hidden = layer(x, weights.slice(0, 36), weights.slice(36, 40)).map(value => Math.max(0, value));
    const logits = layer(hidden, weights.slice(40, 52), weights.slice(52, 55));
    const q = logSoftmaxByHand(logits, temperature);
    const p = logSoftmaxByHand(teacher[example]!, temperature);
    const divergence = p.reduce((total, value, at) => total + Math.exp(value) * (value - q[at]!), 0);
    return -(1 - alpha) * logSoftmaxByHand(logits, 1)[label]! + alpha * temperature ** 2 * divergence;
  });
  return losses.reduce((total, value) => total + value, 0) / losses.length;
}

const layer = (x: readonly number[], weights: readonly number[], bias: readonly number[]): number[] =>
  bias.map((start, to) => x.reduce((total, value, from) => total + value * weights[from * bias.length + to]!, start));

function logSoftmaxByHand(logits: readonly number[], temperature: number): number[] {
  const scaled = logits.map(value => value / temperature);
  const total = Math.log(scaled.reduce((sumOf, value) => sumOf + Math.exp(value), 0));
  return scaled.map(value => value - total);
}
