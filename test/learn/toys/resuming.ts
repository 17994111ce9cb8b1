import { type Checkpoint, type TrainContext, Training, train } from '../../../src/learn/loop.js';
import type { Recipe, World } from '../../../src/learn/strategy.js';
import { digestOfRecipe, type ToyOptions, toyWorld } from './toy-world.js';

/** What a training ends with when it is never stopped, and when it is stopped after some steps and taken up elsewhere. */
export async function resumed(
  build: (world: World) => Recipe,
  options: ToyOptions,
  stopAfter: number,
): Promise<{ readonly whole: string; readonly resumed: string }> {
  const straight = toyWorld(options);
  const recipe = build(straight.world);
  await train(recipe, straight.context);

  const checkpoint = await stopped(build, options, stopAfter);
  const { world, context } = toyWorld(options);
  const again = build(world);
  const training = new Training(again, context);
  training.restore({ ...checkpoint, counters: JSON.parse(JSON.stringify(checkpoint.counters)) });
  await training.run();
  return { whole: digestOfRecipe(recipe), resumed: digestOfRecipe(again) };
}

async function stopped(build: (world: World) => Recipe, options: ToyOptions, after: number): Promise<Checkpoint> {
  const { world, context } = toyWorld(options);
  const stop = new AbortController();
  const training = new Training(build(world), stoppedAfter(after, context, stop));
  await training.run({ signal: stop.signal }).then(
    () => {
      throw new Error('the training ended before it was stopped');
    },
    (reason: unknown) => {
      if (reason !== stop.signal.reason) throw reason;
    },
  );
  const checkpoint = await training.state();
  training.dispose();
  return checkpoint;
}

/** Asks to stop while a step is under way, as a person does. */
function stoppedAfter(steps: number, context: TrainContext, stop: AbortController): TrainContext {
  let taken = 0;
  return {
    ...context,
    openStream(spec, purpose) {
      const stream = context.openStream(spec, purpose);
      const batch: typeof stream.batch = (epoch, index) => {
        if (purpose === 'train' && ++taken === steps) stop.abort();
        return stream.batch(epoch, index);
      };
      return { ...stream, batch };
    },
  };
}
