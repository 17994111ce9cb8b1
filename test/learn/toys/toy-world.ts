import type { Variable } from '@tensorflow/tfjs-core';
import type { Configured } from '../../../src/catalogue/index.js';
import type { Train } from '../../../src/check/experiment.js';
import { recipeVariables } from '../../../src/learn/loop/recipe-variables.js';
import type { TrainContext } from '../../../src/learn/loop.js';
import { classificationTask } from '../../../src/learn/losses/index.js';
import type { Module, Net } from '../../../src/learn/module.js';
import { cloneNet, createNet } from '../../../src/learn/nets/index.js';
import type { Phase, Recipe, Teacher, World } from '../../../src/learn/strategy.js';
import { createStreams, type TrainingPart } from '../../../src/learn/streams/index.js';
import { sha256 } from '../../../src/lib/hash.js';
import { random } from '../../../src/lib/random.js';

const input = [3, 3, 1] as const;
const classes = 3;
const examples = 36;
export const shift: Configured = { name: 'shift', settings: { pixels: 1 } };

export const mlp = (...hidden: number[]): Configured => ({ name: 'mlp', settings: { hidden, dropout: 0 } });
export const sgd = (lr: number, momentum = 0.9): Configured => ({
  name: 'sgd',
  settings: { lr, momentum, nesterov: false, 'weight-decay': 0 },
});
export const adam = (lr: number): Configured => ({
  name: 'adam',
  settings: { lr, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
});

export interface ToyOptions {
  readonly seed?: number;
  readonly student?: Configured;
  readonly teachers?: readonly Configured[];
  /** How many of the examples keep their labels. */
  readonly labeled?: number;
  readonly augment?: readonly Configured[];
  readonly train?: Partial<Train>;
}

/** A world as a worker makes one, small: 36 images of 3 × 3 pixels in three classes that can be told apart. */
export function toyWorld(options: ToyOptions = {}): { readonly world: World; readonly context: TrainContext } {
  const { seed = 1, student = mlp(6), teachers = [], labeled = examples, augment = [] } = options;
  const draws = random(seed);
  const train: Train = {
    length: { epochs: 3 },
    batch: 12,
    optimizer: sgd(0.1),
    schedule: { name: 'constant', settings: { warmup: 0 } },
    labelSmoothing: 0,
    select: 'accuracy',
    ...options.train,
  };
  const net = (configured: Configured, purpose: string): Net =>
    createNet(configured, input, classes, draws.for(purpose));
  const toyTeachers = teachers.map(
    (kind, index): Teacher => ({ label: `t${index}`, net: net(kind, `teacher ${index}`) }),
  );
  const world: World = {
    student: net(student, 'student'),
    teachers: toyTeachers,
    task: classificationTask,
    train,
    data: { examples, labeled, classes, input },
    random: draws.for('strategy'),
    createNet: (purpose, kind = student) => net(kind, `strategy ${purpose}`),
    cloneNet,
  };
  const openStream = createStreams(trainingPart(labeled, augment), train.batch, draws.for('batches'));
  return { world, context: { train, teachers: toyTeachers, random: draws.for('training'), openStream } };
}

export function trainingPart(labeled = examples, augment: readonly Configured[] = []): TrainingPart {
  const draws = random(7);
  const labels = Uint8Array.from({ length: examples }, (_, example) => example % classes);
  const images = Uint8Array.from({ length: examples * 9 }, (_, at) => {
    const isBright = Math.floor((at % 9) / 3) === labels[Math.floor(at / 9)];
    return Math.floor((isBright ? 120 : 20) + 100 * draws.uniform(at));
  });
  return {
    set: { images, labels, shape: input, classNames: ['top', 'middle', 'bottom'], scale: 255 },
    normalization: { mean: [0.4], deviation: [0.25] },
    indices: Uint32Array.from(labels.keys()),
    labeled: Uint8Array.from({ length: examples }, (_, example) => (example < labeled ? 1 : 0)),
    augment,
  };
}

export const valuesOf = (variable: Variable): number[] => [...variable.dataSync()];

export const weightsOf = ({ variables }: Module<unknown>): number[] =>
  variables.flatMap(({ variable }) => valuesOf(variable));

export const digestOf = ({ variables }: Module<unknown>): string => digest(variables.map(({ variable }) => variable));

/** Of all that training the recipe can change. */
export const digestOfRecipe = (recipe: Recipe): string => digest([...recipeVariables(recipe).values()]);

/** Of the bits of numbers. */
const digest = (variables: readonly Variable[]): string =>
  sha256(new Uint8Array(Float32Array.from(variables.flatMap(valuesOf)).buffer));

/** The recipe with somebody watching every step of every phase. */
export const watched = (
  recipe: Recipe,
  look: (step: Parameters<NonNullable<Phase['afterStep']>>[0]) => void,
): Recipe => ({
  ...recipe,
  phases: recipe.phases.map(phase => ({
    ...phase,
    afterStep: step => {
      phase.afterStep?.(step);
      look(step);
    },
  })),
});
