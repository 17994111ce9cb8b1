import { keep, type Tensor, tensor1d, tensor4d } from '@tensorflow/tfjs-core';

import { imageSize } from '../../data/index.js';
import { must } from '../../lib/bug.js';
import type { Random } from '../../lib/random.js';
import type { Batch, OpenStream, StreamBatch, ViewSpec } from '../batch.js';
import { TrainingFailure } from '../failure.js';
import { layOutBatches } from './batch-layout.js';
import { openPool, type Pool } from './pool.js';
import type { TrainingPart } from './training-part.js';
import { openView, type View } from './view.js';

/**
 * Makes streams of batches over the training part.
 *
 * @param batch examples in a batch, where a spec does not say
 * @param random of the trial, without anything of the strategy: equal seeds see equal batches
 * @returns opens a stream; throws a `TrainingFailure` where a pool has no examples
 */
export function createStreams(part: TrainingPart, batch: number, random: Random): OpenStream {
  return (spec, purpose) => {
    const specs = spec.pools ?? [{ of: 'labeled', share: 1 }];
    // The first pool draws from the plain stream, so that what else a batch holds changes nothing in it.
    const randoms = specs.map((_, index) => (index === 0 ? random.for(purpose) : random.for(purpose, 'pool', index)));
    const pools = specs.map((pool, index) => openPool(pool, part, must(randoms[index], 'random stream')));
    const empty = pools.find(pool => pool.length === 0);
    if (empty) throw new TrainingFailure('refused', `no example is ${empty.of}, and batches are to be made of such`);
    const layout = layOutBatches(
      specs.map(({ share }) => share),
      must(pools[0], 'pool').length,
      spec.batch ?? batch,
      spec.dropLast ?? false,
    );
    const viewSpecs = Object.entries<ViewSpec>({ main: {}, ...spec.views });
    const views = new Map(viewSpecs.map(([name, view]) => [name, openView(view, part)]));

    return {
      batchesPerEpoch: layout.batchesPerEpoch,
      batch(epoch, index) {
        const drawn = layout
          .batch(epoch, index)
          .map(([from, count], pool) => draw(must(pools[pool], 'pool'), from, count, must(randoms[pool], 'stream')));
        return createBatch(drawn, views, part);
      },
    };
  };
}

/** Examples of one pool in one batch. */
interface Drawn {
  readonly of: Pool['of'];
  readonly positions: readonly number[];
  readonly passes: readonly number[];
  readonly random: Random;
}

function draw(pool: Pool, from: number, count: number, random: Random): Drawn {
  const drawn = Array.from({ length: count }, (_, offset) => pool.at(from + offset));
  return { of: pool.of, positions: drawn.map(at => at.position), passes: drawn.map(at => at.pass), random };
}

function createBatch(drawn: readonly Drawn[], views: ReadonlyMap<string, View>, part: TrainingPart): StreamBatch {
  const indices = Int32Array.from(drawn.flatMap(({ positions }) => positions));
  const tensors = new Map<string, Tensor>();
  const once = <T extends Tensor>(key: string, create: () => T): T => {
    const known = tensors.get(key) as T | undefined;
    // Kept, for a view may be asked for first inside the `tidy` of a gradient and again after it.
    const tensor = known ?? keep(create());
    tensors.set(key, tensor);
    return tensor;
  };

  const viewNamed = (name: string): View => must(views.get(name), `view ${name}`);
  return {
    size: indices.length,
    indices,
    pools: rangesOf(drawn),
    get labels() {
      return once('labels', () => tensor1d(labelsOf(indices, part), 'int32'));
    },
    view(name = 'main') {
      const view = viewNamed(name);
      return once(`view ${view.isPlain ? '' : name}`, () =>
        tensor4d(paint(view, name, drawn), [indices.length, ...view.shape]),
      );
    },
    isAugmented: (name = 'main') => !viewNamed(name).isPlain,
    dispose() {
      for (const tensor of tensors.values()) tensor.dispose();
      tensors.clear();
    },
  };
}

function paint(view: View, name: string, drawn: readonly Drawn[]): Float32Array {
  const size = imageSize(view.shape);
  const pixels = new Float32Array(drawn.reduce((sum, { positions }) => sum + positions.length, 0) * size);
  let offset = 0;
  for (const { positions, passes, random } of drawn) {
    const draws = random.for('augment', name);
    positions.forEach((position, at) => {
      view.write(position, view.isFixed ? draws : draws.for(passes[at] ?? 0, position), pixels, offset);
      offset += size;
    });
  }
  return pixels;
}

const labelsOf = (indices: Int32Array, { set, indices: places, labeled }: TrainingPart): Int32Array =>
  indices.map(position => (labeled[position] ? (set.labels[places[position] ?? 0] ?? -1) : -1));

function rangesOf(drawn: readonly Drawn[]): Batch['pools'] {
  let to = 0;
  return drawn.map(({ of, positions }) => {
    const from = to;
    to += positions.length;
    return { of, from, to };
  });
}
