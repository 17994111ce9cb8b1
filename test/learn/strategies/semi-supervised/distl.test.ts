import { fill, norm, type Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../../../src/learn/engines/start-engine.js';
import { type EpochReport, train } from '../../../../src/learn/loop.js';
import { buildRecipe } from '../../../../src/learn/strategies/index.js';
import type { Progress, Recipe, Step } from '../../../../src/learn/strategy.js';
import { digestOf, type ToyOptions, toyWorld, valuesOf, watched } from '../../toys/toy-world.js';
import { written } from './written.js';

const options: ToyOptions = { labeled: 12, train: { length: { epochs: 4 }, batch: 4 } };
const small = 'dino-out 16  dino-hidden 8  dino-bottleneck 4  local-crops 1  augment []  local-augment []';
const recipeOf = (settings: string) => {
  const { world, context } = toyWorld(options);
  return { world, context, recipe: buildRecipe(written(`distl { ${small}  ${settings} }`), world) };
};
const at = (epoch: number, epochs = 5): Progress => ({ step: 0, steps: 100, epoch, epochs, stepsPerEpoch: 20 });

/** What each term of a generation and of its correction is multiplied by in an epoch. */
function factors({ phases }: Recipe, progress: Progress): Record<string, number> {
  const { learners, interludes } = phases[1]!;
  const terms = [learners[0]!.terms, interludes![0]!.moves[0]!.terms].flat();
  return Object.fromEntries(terms.map(({ name, weight = 1, ramp }) => [name, weight * (ramp?.(progress) ?? 1)]));
}

beforeAll(() => startEngine('wasm', { threads: 1 }));

describe('distl', () => {
  it('weighs λ of DINO against 1 − λ of soft labels, which grow to 2, and of labels', () => {
    const { recipe } = recipeOf('lambda 30%');

    const seen = [0, 4].map(epoch => factors(recipe, at(epoch)));

    expect(seen[0]!.ssl).toBeCloseTo(0.3);
    expect(seen[0]!.self).toBeCloseTo(0.7 * 0.4);
    expect(seen[1]!.self).toBeCloseTo(0.7 * 2);
    expect(seen[1]!.hard).toBeCloseTo(0.7);
  });

  it('goes on by soft labels and labels alone after `ssl-epoch`', () => {
    const { recipe } = recipeOf('lambda 30%  ssl-epoch 2');

    expect(factors(recipe, at(2))).toEqual({ ssl: 0, self: 1.2, hard: 1 });
  });

  it('is DINO alone at λ = 1, and soft labels and labels alone at λ = 0', () => {
    expect(factors(recipeOf('lambda 100%').recipe, at(0))).toEqual({ ssl: 1, self: 0, hard: 0 });
    expect(factors(recipeOf('lambda 0%').recipe, at(4))).toEqual({ self: 2, hard: 1 });
  });

  it('at λ = 0 is self-training, bit by bit', async () => {
    const [without, baseline] = [recipeOf('lambda 0%'), toyWorld(options)];

    await train(without.recipe, without.context);
    await train(buildRecipe(written('self-training { augment [] }'), baseline.world), baseline.context);

    expect(digestOf(without.world.student)).toBe(digestOf(baseline.world.student));
  });

  it('learns labels alone, then from a pool that grows by a third each generation', async () => {
    const { recipe, context } = recipeOf('');
    const steps: Record<string, number> = {};
    const count = ({ phases }: Recipe): Recipe['phases'] =>
      phases.map(phase => ({
        ...phase,
        afterStep(step) {
          phase.afterStep?.(step);
          steps[phase.name] = step.stepsPerEpoch;
        },
      }));

    await train({ ...recipe, phases: count(recipe) }, context);

    expect(steps).toEqual({ initial: 3, 'generation-1': 2, 'generation-2': 4, 'generation-3': 6 });
  });

  it('corrects after the very first step and then once an epoch where epochs are short', () => {
    const every = (settings: string) =>
      recipeOf(settings)
        .recipe.phases.slice(1)
        .map(phase => phase.interludes![0]!.every);

    expect(every('')).toEqual([2, 4, 6]);
    expect(every('correction-every 3')).toEqual([2, 3, 3]);
  });

  it('corrects the student and moves the centre, and never the teacher', async () => {
    const { recipe, context, world } = recipeOf('generations 1  momentum-teacher 0.5');
    const seen: { readonly student: string; readonly teacher: string; readonly center: string }[] = [];
    const look = (): void => {
      const { teacher, 'teacher-head': head } = recipe.modules!;
      seen.push({
        student: digestOf(world.student),
        teacher: digestOf(teacher!) + digestOf(head!),
        center: valuesOf(recipe.state!.center!).join(),
      });
    };
    const [, generation] = watched(recipe, look).phases;
    const interludes = recipe.phases[1]!.interludes!.map(interlude => ({
      ...interlude,
      length: 'batch' as const,
      every: 1,
      afterMoves(step: Step) {
        interlude.afterMoves!(step);
        look();
      },
    }));

    await train({ ...recipe, phases: [{ ...generation!, interludes }] }, context);

    for (let step = 0; step + 1 < seen.length; step += 2) {
      const [before, after] = [seen[step]!, seen[step + 1]!];
      expect(after.teacher).toBe(before.teacher);
      expect(after.student).not.toBe(before.student);
      expect(after.center).not.toBe(before.center);
    }
    expect(seen.length).toBeGreaterThan(4);
  });

  it('starts the first generation with the student for a teacher, and with equal heads', async () => {
    const { recipe, context, world } = recipeOf('');
    const { teacher, 'teacher-head': teacherHead, 'student-head': studentHead } = recipe.modules!;
    const areEqual: boolean[] = [];
    const phases = recipe.phases.map(phase => ({
      ...phase,
      start() {
        phase.start?.();
        areEqual.push(
          digestOf(teacher!) === digestOf(world.student) && digestOf(teacherHead!) === digestOf(studentHead!),
        );
      },
    }));

    await train({ ...recipe, phases }, context);

    expect(areEqual).toEqual([true, true, false, false]);
  });

  it('bounds the gradient of each variable, and holds the last layer of its head still at first', () => {
    const { recipe } = recipeOf('clip-grad 3');
    const [{ gradient, modules }] = recipe.phases[1]!.learners as [(typeof recipe.phases)[1]['learners'][0]];
    const last = modules[1]!.variables.find(({ name }) => name === 'last/weights')!;
    const other = modules[0]!.variables[0]!;
    const normOf = (of: typeof last, value: number, epoch: number): number =>
      (norm(gradient!(fill([2, 2], value), of, at(epoch))) as Tensor).dataSync()[0]!;

    expect(normOf(other, 100, 0)).toBeCloseTo(3, 4);
    expect(normOf(other, 0.5, 0)).toBeCloseTo(1, 4);
    expect([normOf(last, 1, 0), normOf(last, 1, 1)]).toEqual([0, 2]);
  });

  it('logs every term by its name, those of corrections behind theirs', async () => {
    const { recipe, context } = recipeOf('generations 1');
    const reports: EpochReport[] = [];

    await train(recipe, context, { epochFinished: report => void reports.push(report) });

    expect(Object.keys(reports[0]!.losses)).toEqual(['hard']);
    expect(Object.keys(reports.at(-1)!.losses)).toEqual(['ssl', 'self', 'correct.ssl', 'correct.hard']);
  });

  it('keeps the student, or its average where that is asked for', () => {
    const [usual, average] = [recipeOf(''), recipeOf('product teacher')];

    expect(usual.recipe.product).toBe(usual.world.student);
    expect(average.recipe.product).toBe(average.recipe.modules!.teacher);
  });
});
