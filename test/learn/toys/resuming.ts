import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';

import {
  type Checkpoint,
  parseCheckpoint,
  serializeCheckpoint,
  type TrainContext,
  Training,
  train,
} from '../../../src/learn/loop.js';
import type { Recipe, World } from '../../../src/learn/strategy.js';
import { openStore } from '../../../src/store/index.js';
import { idOf } from '../../helpers/plans.js';
import { temporaryFolder } from '../../helpers/temporary-folder.js';
import { digestOfRecipe, type ToyOptions, toyWorld } from './toy-world.js';

/**
 * What a training ends with when it is never stopped, and when it is stopped after some batches of its steps, or of its
 * interludes, and taken up elsewhere from a checkpoint on the disk.
 */
export async function resumed(
  build: (world: World) => Recipe,
  options: ToyOptions,
  stopAfter: number,
  batchesOf: 'steps' | 'interludes' = 'steps',
): Promise<{ readonly whole: string; readonly resumed: string }> {
  const straight = toyWorld(options);
  const recipe = build(straight.world);
  await train(recipe, straight.context);

  const checkpoint = throughDisk(await stopped(build, options, stopAfter, batchesOf));
  const { world, context } = toyWorld(options);
  const again = build(world);
  const training = new Training(again, context);
  training.restore(checkpoint);
  await training.run();
  return { whole: digestOfRecipe(recipe), resumed: digestOfRecipe(again) };
}

function throughDisk(checkpoint: Checkpoint): Checkpoint {
  const { attempts, checkpoints } = openStore(temporaryFolder());
  const job = idOf('toy');
  const { state, tensors } = serializeCheckpoint(checkpoint);
  checkpoints.save(job, attempts.start(job), {
    seconds: 0,
    write(folder) {
      writeFileSync(join(folder, 'state'), state);
      writeFileSync(join(folder, 'tensors'), tensors);
    },
  });
  const { folder } = checkpoints.latest(job, text => expect.unreachable(text))!;
  return parseCheckpoint({
    state: readFileSync(join(folder, 'state'), 'utf8'),
    tensors: readFileSync(join(folder, 'tensors')),
  });
}

async function stopped(
  build: (world: World) => Recipe,
  options: ToyOptions,
  after: number,
  batchesOf: 'steps' | 'interludes',
): Promise<Checkpoint> {
  const { world, context } = toyWorld(options);
  const stop = new AbortController();
  const training = new Training(build(world), stoppedAfter(after, batchesOf, context, stop));
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

/** Asks to stop while a batch is under way, as a person does. */
function stoppedAfter(
  batches: number,
  batchesOf: 'steps' | 'interludes',
  context: TrainContext,
  stop: AbortController,
): TrainContext {
  let taken = 0;
  return {
    ...context,
    openStream(spec, purpose) {
      const stream = context.openStream(spec, purpose);
      const batch: typeof stream.batch = (epoch, index) => {
        if ((purpose === 'train') === (batchesOf === 'steps') && ++taken === batches) stop.abort();
        return stream.batch(epoch, index);
      };
      return { ...stream, batch };
    },
  };
}
