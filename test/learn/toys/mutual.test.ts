import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../../src/learn/engines/start-engine.js';
import { type EpochReport, train } from '../../../src/learn/loop.js';
import { softTargetLoss } from '../../../src/learn/losses/index.js';
import type { Net } from '../../../src/learn/module.js';
import type { Phase, Recipe, Strategy, World } from '../../../src/learn/strategy.js';
import { resumed } from './resuming.js';
import { digestOf, type ToyOptions, toyWorld } from './toy-world.js';

const mutual: Strategy<{ readonly updates: NonNullable<Phase['updates']> }> = {
  build: ({ updates }, world) => learnTogether(world, [world.student, world.createNet('peer')], updates),
};

const learnTogether = ({ task }: World, nets: readonly Net[], updates: NonNullable<Phase['updates']>): Recipe => ({
  phases: [
    {
      name: 'train',
      updates,
      learners: nets.map((net, index) => ({
        name: `peer-${index + 1}`,
        modules: [net],
        terms: [
          { name: 'hard', loss: step => task.hardLoss(step.logits(net), step.batch.labels, 0) },
          ...nets
            .filter(peer => peer !== net)
            .map(peer => ({
              name: 'mimic',
              weight: 1 / (nets.length - 1),
              loss: (step: Parameters<NonNullable<Phase['afterStep']>>[0]) =>
                softTargetLoss(step.logits(net), step.logits(peer), 1),
            })),
        ],
      })),
    },
  ],
  product: nets[0]!,
});

const options: ToyOptions = { train: { length: { epochs: 8 } } };

async function reportsOf(recipe: Recipe, toy: ReturnType<typeof toyWorld>): Promise<readonly EpochReport[]> {
  const reports: EpochReport[] = [];
  await train(recipe, toy.context, { epochFinished: report => void reports.push(report) });
  return reports;
}

const trainPeers = async (
  order: readonly [number, number],
  updates: NonNullable<Phase['updates']>,
): Promise<string[]> => {
  const { world, context } = toyWorld(options);
  const nets = [world.student, world.createNet('peer')];
  await train(
    learnTogether(
      world,
      order.map(index => nets[index]!),
      updates,
    ),
    context,
  );
  return nets.map(digestOf);
};

beforeAll(() => startEngine('wasm', { threads: 1 }));

describe('mutual learning of two students', () => {
  it('lowers the losses of both', async () => {
    const toy = toyWorld(options);

    const reports = await reportsOf(mutual.build({ updates: 'together' }, toy.world), toy);

    for (const name of ['peer-1.hard', 'peer-2.hard'])
      expect(reports.at(-1)!.losses[name]).toBeLessThan(reports[0]!.losses[name]! / 2);
  });

  it('begins with weights of their own', () => {
    const { world } = toyWorld(options);

    const { phases } = mutual.build({ updates: 'together' }, world);

    const [first, second] = phases[0]!.learners.map(({ modules }) => digestOf(modules[0]!));
    expect(first).not.toBe(second);
  });

  it('keeps peers that begin equal the same for ever, with nothing to mimic', async () => {
    const toy = toyWorld(options);
    const twin = toy.world.cloneNet(toy.world.student);

    const reports = await reportsOf(learnTogether(toy.world, [toy.world.student, twin], 'together'), toy);

    expect(digestOf(twin)).toBe(digestOf(toy.world.student));
    for (const { losses } of reports) expect(losses['peer-1.mimic']).toBeCloseTo(0, 6);
  });

  it('gives the same bits in whatever order they are listed when they move together', async () => {
    const [forth, back] = [await trainPeers([0, 1], 'together'), await trainPeers([1, 0], 'together')];

    expect(back).toEqual(forth);
  });

  it('lets the second see the first moved when they move in turn', async () => {
    const [forth, back] = [await trainPeers([0, 1], 'in-turn'), await trainPeers([1, 0], 'in-turn')];

    expect(back).not.toEqual(forth);
  });

  it('lets no gradient of one reach the other', async () => {
    const { world, context } = toyWorld(options);
    const peer = world.createNet('peer');
    const recipe = learnTogether(world, [world.student, peer], 'together');
    const before = digestOf(peer);
    const phases = recipe.phases.map(phase => ({
      ...phase,
      // The second has nothing to learn from, and the first listens to it.
      learners: phase.learners.map((learner, index) => (index === 1 ? { ...learner, terms: [] } : learner)),
    }));

    await train({ ...recipe, phases }, context);

    expect(digestOf(peer)).toBe(before);
  });

  it('goes on from a checkpoint to the same bits', async () => {
    const ends = await resumed(world => mutual.build({ updates: 'together' }, world), options, 5);

    expect(ends.resumed).toBe(ends.whole);
  });
});
