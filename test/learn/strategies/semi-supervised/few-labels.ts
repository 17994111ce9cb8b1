import type { Configured } from '../../../../src/catalogue/index.js';
import type { Train } from '../../../../src/check/experiment.js';
import type { ImageSet, Normalization } from '../../../../src/data/index.js';
import { train } from '../../../../src/learn/loop.js';
import { classificationTask } from '../../../../src/learn/losses/index.js';
import { cloneNet, createNet } from '../../../../src/learn/nets/index.js';
import { predict } from '../../../../src/learn/predict.js';
import { buildRecipe } from '../../../../src/learn/strategies/index.js';
import type { World } from '../../../../src/learn/strategy.js';
import { createStreams, openImageBatches } from '../../../../src/learn/streams/index.js';
import { random } from '../../../../src/lib/random.js';

/** Where a strategy is to learn from few labels, and how long. */
export interface FewLabels {
  readonly training: ImageSet;
  /** Which of the training images keep their label. */
  readonly labeled: Uint8Array;
  readonly test: ImageSet;
  readonly normalization: Normalization;
  readonly augment: readonly Configured[];
  readonly net: Configured;
  readonly train: Pick<Train, 'length' | 'batch' | 'optimizer'>;
}

/** Of the test images, in per cent, of a net that a strategy trained. */
export async function accuracyAmongFewLabels(strategy: Configured, world: FewLabels, seed: number): Promise<number> {
  const draws = random(seed);
  const { training, test, labeled, normalization } = world;
  const classes = training.classNames.length;
  const examples = training.labels.length;
  const setting: Train = {
    ...world.train,
    schedule: { name: 'cosine', settings: { floor: 0, warmup: 0 } },
    labelSmoothing: 0,
    select: 'accuracy',
  };
  const create = (purpose: string, net = world.net) => createNet(net, training.shape, classes, draws.for(purpose));
  const recipe = buildRecipe(strategy, {
    student: create('student'),
    teachers: [],
    task: classificationTask,
    train: setting,
    data: { examples, labeled: labeled.filter(one => one === 1).length, classes, input: training.shape },
    random: draws.for('strategy'),
    createNet: create,
    cloneNet,
  } satisfies World);
  const indices = Uint32Array.from({ length: examples }, (_, at) => at);
  const part = { set: training, normalization, indices, labeled, augment: world.augment };
  const openStream = createStreams(part, setting.batch, draws.for('batches'));
  await train(recipe, { train: setting, teachers: [], random: draws.for('training'), openStream });

  const images = openImageBatches(test, normalization, Uint32Array.from(test.labels.keys()));
  const logits = await predict(recipe.product, images, classes, new AbortController().signal);
  const right = test.labels.filter((label, at) => {
    const own = [...logits.subarray(at * classes, (at + 1) * classes)];
    return own.indexOf(Math.max(...own)) === label;
  });
  return (100 * right.length) / test.labels.length;
}
