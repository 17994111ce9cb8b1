import type { Random } from '../../lib/random.js';
import { TrainingFailure } from '../failure.js';
import type { ImageBatches } from '../streams/index.js';

/** As many images on either side, in random order. */
export interface SetPair {
  readonly first: ImageBatches;
  readonly second: ImageBatches;
}

interface Sources {
  readonly name: string;
  readonly positive: ImageBatches;
  readonly negative: ImageBatches;
  readonly random: ImageBatches;
}

interface Size {
  readonly examples: number;
  readonly 'random-sets': number;
}

/** A third of less could not be told from chance. */
const fewest = 6;

/**
 * The sets that vectors are fitted to: the concept's images, always the same and each time in another order, against a
 * set of those that lack it; and one random set against the next.
 *
 * @throws TrainingFailure `refused` where there are too few images
 */
export function drawSets(
  { name, positive, negative, random }: Sources,
  { examples, 'random-sets': count }: Size,
  draws: Random,
): { readonly asked: readonly SetPair[]; readonly chance: readonly SetPair[] } {
  const size = Math.min(examples, positive.length, negative.length);
  for (const [what, { length }] of Object.entries({ positive, negative, random }))
    if (length < fewest)
      throw new TrainingFailure(
        'refused',
        `concept ${name} has ${length} ${what} ${length === 1 ? 'example' : 'examples'}, at least ${fewest} are wanted`,
      );
  const runs = Array.from({ length: count }, (_, run) => run);
  const setOf = (run: number): ImageBatches => some(random, Math.min(size, random.length), draws.for('random', run));
  const pool = some(positive, size, draws.for('positive'));
  return {
    asked: runs.map(run => ({
      first: some(pool, size, draws.for('positive', run)),
      second: some(negative, size, draws.for('negative', run)),
    })),
    chance: runs.map(run => ({ first: setOf(run), second: setOf((run + 1) % count) })),
  };
}

/** A few of some images, in random order. */
const some = (images: ImageBatches, count: number, draws: Random): ImageBatches =>
  images.select(draws.permutation(images.length).subarray(0, count));
