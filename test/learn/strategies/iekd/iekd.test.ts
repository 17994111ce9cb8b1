import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../../../src/learn/engines/start-engine.js';
import { type EpochReport, train } from '../../../../src/learn/loop.js';
import { buildRecipe } from '../../../../src/learn/strategies/index.js';
import { experimentsOf } from '../../../helpers/check-text.js';
import { expectClose } from '../../numerics.js';
import { digestOf, sgd, type ToyOptions, toyWorld, weightsOf } from '../../toys/toy-world.js';

const cnn = (...channels: number[]) => ({ name: 'cnn', settings: { channels, dropout: 0 } });
const resnet = { name: 'resnet', settings: { depth: 8, width: 4 } };

async function run(settings: string, teachers = 1, options: ToyOptions = {}) {
  const text = `experiment e { dataset mnist  teachers [cnn(5, 6), cnn(3, 4)]  student cnn(3, 4)
    strategy iekd { embedding 8  heads 2  ${settings} } }`;
  const { method } = experimentsOf(text)[0]!.trials[0]!.strategy;
  const { world, context } = toyWorld({
    student: cnn(3, 4),
    teachers: [cnn(5, 6), cnn(3, 4)].slice(0, teachers),
    train: { length: { epochs: 2 }, optimizer: sgd(0.01) },
    ...options,
  });
  const recipe = buildRecipe(method, world);
  const before = world.teachers.map(({ net }) => digestOf(net));
  const reports: EpochReport[] = [];
  await train(recipe, context, { epochFinished: report => void reports.push(report) });
  return {
    losses: reports.at(-1)!.losses,
    modules: recipe.phases[0]!.learners[0]!.modules,
    weights: weightsOf(world.student),
    areTeachersSame: world.teachers.every(({ net }, at) => digestOf(net) === before[at]),
  };
}

beforeAll(() => startEngine('wasm', { threads: 1 }));

describe('iekd', () => {
  it('logs every part of its loss, and how much of what is distilled differs between examples', async () => {
    const { losses } = await run('beta-l 1');

    expect(Object.keys(losses).sort()).toEqual(['aux', 'global', 'hard', 'kd', 'local', 'variance of P_t']);
    expect(losses['variance of P_t']).toBeGreaterThan(0);
  });

  it('leaves a teacher with batch norm as it was', async () => {
    const { areTeachersSame } = await run('beta-l 1', 1, { teachers: [resnet], student: cnn(3, 4) });

    expect(areTeachersSame).toBe(true);
  });

  it('fails as collapsed where what is distilled is nearly the same for all examples', async () => {
    await expect(run('beta-l 1  least-variance 0.9')).rejects.toMatchObject({
      reason: 'diverged',
      message: expect.stringMatching(
        /^what is distilled no longer tells examples apart: variance of P_t is 0\.\d+, below 0\.9, in step 0 /,
      ),
    });
  });

  it.each([
    ['beta-l 0  beta-g 0', []],
    ['beta-l 1  beta-g 0  lambda uniform', ['local']],
    ['beta-l 0', ['variance of P_t', 'global', 'aux']],
    ['beta-l 1  beta-g 0', ['variance of P_t', 'local', 'aux']],
    ['beta-l 1  distill token', ['variance of X_s', 'local', 'global', 'aux']],
  ])('has no part that nothing asks for: %s', async (settings, expected) => {
    const { losses } = await run(settings);

    expect(
      Object.keys(losses)
        .filter(name => name !== 'hard' && name !== 'kd')
        .sort(),
    ).toEqual([...expected].sort());
  });

  it('is labels and softened probabilities where neither loss counts', async () => {
    const { modules } = await run('beta-l 0  beta-g 0');

    expect(modules).toHaveLength(1);
  });

  it('by two teachers of which one counts for nothing is that by the other', async () => {
    const [one, two] = [await run('beta-l 1'), await run('beta-l 1  weigh fixed(1, 0)', 2)];

    expectClose(two.weights, one.weights, 1e-4);
  });

  it.each(['uniform', 'entropy', 'confidence', 'gradient'])('listens to several teachers by %s', async weigh => {
    const { losses, areTeachersSame } = await run(`beta-l 1  weigh ${weigh}`, 2);

    expect(Object.values(losses).every(Number.isFinite)).toBe(true);
    expect(Object.keys(losses)).toContain('variance of P_t (teacher 2, t1)');
    expect(areTeachersSame).toBe(true);
  });

  it('refuses a batch whose quarter is no multiple of its heads', async () => {
    const build = run('beta-l 1  mlc gram', 1, { train: { batch: 20, length: { epochs: 1 } } });

    await expect(build).rejects.toMatchObject({
      reason: 'refused',
      message: 'by `mlc gram` a token has a quarter of the batch, 5 numbers, which is no multiple of `heads 2`',
    });
  });
});
