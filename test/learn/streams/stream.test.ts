import { memory, tidy } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

import { multiCrop } from '../../../src/learn/augmentations/index.js';
import type { Stream, StreamSpec } from '../../../src/learn/batch.js';
import { startEngine } from '../../../src/learn/engines/start-engine.js';
import { TrainingFailure } from '../../../src/learn/failure.js';
import { createStreams, type TrainingPart } from '../../../src/learn/streams/index.js';
import { random } from '../../../src/lib/random.js';

/** Ten images of 2 × 2 pixels, all of one value: ten times the example's number. Every second one is in the part. */
function trainingPart(labeled = [1, 1, 1, 1, 1], augment: TrainingPart['augment'] = []): TrainingPart {
  return {
    set: {
      images: Uint8Array.from({ length: 40 }, (_, at) => 10 * Math.floor(at / 4)),
      labels: Uint8Array.from({ length: 10 }, (_, example) => example),
      shape: [2, 2, 1],
      classNames: 'abcdefghij'.split(''),
      scale: 100,
    },
    normalization: { mean: [0.5], deviation: [0.25] },
    indices: Uint32Array.from([0, 2, 4, 6, 8]),
    labeled: Uint8Array.from(labeled),
    augment,
  };
}

const openStream = (spec: StreamSpec, part: TrainingPart, batch: number, seed = 1): Stream =>
  createStreams(part, batch, random(seed))(spec, 'a test');

const open = (spec: StreamSpec, part = trainingPart(), batch = 2): Stream => openStream(spec, part, batch);

const epochOf = (stream: Stream, epoch: number): number[][] =>
  Array.from({ length: stream.batchesPerEpoch }, (_, index) => [...stream.batch(epoch, index).indices]);

/** Images of a whole part in one batch, one after another by position. */
function pixelsOf(stream: Stream, view: string, epoch = 0): number[] {
  const batch = stream.batch(epoch, 0);
  const pixels = [...batch.view(view).dataSync()];
  batch.dispose();
  const places = [...batch.indices.keys()].sort((a, b) => batch.indices[a]! - batch.indices[b]!);
  return places.flatMap(place => pixels.slice(4 * place, 4 * place + 4));
}

const shift = [{ name: 'shift', settings: { pixels: 1 } }];

beforeAll(() => startEngine('cpu', { threads: 1 }));

describe('a stream of batches', () => {
  it('passes over all examples once an epoch, in another order each', () => {
    const stream = openStream({}, largePart(100), 32);

    const [first, second] = [epochOf(stream, 0), epochOf(stream, 1)];

    expect(first.map(batch => batch.length)).toEqual([32, 32, 32, 4]);
    expect(first.flat().sort((a, b) => a - b)).toEqual([...Array(100).keys()]);
    expect(second.flat()).not.toEqual(first.flat());
  });

  it('leaves out the last batch where it is not full and nobody wants it', () => {
    expect(epochOf(open({ dropLast: true }), 0).map(batch => batch.length)).toEqual([2, 2]);
  });

  it('gives one batch an epoch where there are fewer examples than a batch holds', () => {
    expect(epochOf(open({ dropLast: true, batch: 64 }), 0).map(batch => batch.length)).toEqual([5]);
  });

  it('gives any batch at any time', () => {
    const [stream, other] = [open({}), open({})];
    epochOf(stream, 0);

    expect(stream.batch(3, 1).indices).toEqual(other.batch(3, 1).indices);
  });

  it('gives other batches for another seed', () => {
    const orders = [1, 2].map(seed => epochOf(openStream({}, largePart(100), 100, seed), 0).flat());

    expect(orders[0]).not.toEqual(orders[1]);
  });

  it('gives other batches for another purpose', () => {
    const streams = createStreams(largePart(100), 100, random(1));

    expect(epochOf(streams({}, 'interlude'), 0)).not.toEqual(epochOf(streams({}, 'phase'), 0));
  });

  it('normalizes images and gives them with their classes', () => {
    const batch = open({}).batch(0, 0);

    const examples = [...batch.indices].map(position => 2 * position);
    expect([...batch.labels.dataSync()]).toEqual(examples);
    expect(batch.view().shape).toEqual([2, 2, 2, 1]);
    expect([...batch.view().dataSync()]).toEqual(
      examples.flatMap(example => Array(4).fill((example / 10 - 0.5) / 0.25)).map(Math.fround),
    );
    batch.dispose();
  });

  it('hides the labels that the learner may not know', () => {
    const batch = open({ pools: [{ of: 'all', share: 1 }] }, trainingPart([1, 0, 1, 0, 0]), 5).batch(0, 0);

    const labels = [...batch.indices].map(position => (position === 0 || position === 2 ? 2 * position : -1));
    expect([...batch.labels.dataSync()]).toEqual(labels);
    batch.dispose();
  });

  it('leaves no tensor behind, also where a view was asked for inside a tidy', () => {
    const before = memory().numTensors;
    const batch = open({}).batch(0, 0);

    tidy(() => {
      batch.view();
    });
    const again = batch.view();
    const isAlive = !again.isDisposed;
    batch.labels.dataSync();
    batch.dispose();

    expect(isAlive).toBe(true);
    expect(memory().numTensors).toBe(before);
  });
});

describe('pools', () => {
  const labeled = [1, 0, 1, 0, 0];

  it('share a batch, the second going round for ever', () => {
    const pools = [
      { of: 'unlabeled', share: 1 / 3 },
      { of: 'labeled', share: 2 / 3 },
    ] as const;
    const stream = open({ pools }, trainingPart(labeled), 3);

    const batches = [0, 1].flatMap(epoch => epochOf(stream, epoch));

    expect(stream.batch(0, 0).pools).toEqual([
      { of: 'unlabeled', from: 0, to: 1 },
      { of: 'labeled', from: 1, to: 3 },
    ]);
    expect(
      batches
        .slice(0, 3)
        .map(batch => batch[0])
        .sort(),
    ).toEqual([1, 3, 4]);
    for (const batch of batches) expect(batch.slice(1).sort()).toEqual([0, 2]);
  });

  it('keep their shares in a last batch that is not full', () => {
    const pools = [
      { of: 'all', share: 0.5 },
      { of: 'labeled', share: 0.5 },
    ] as const;

    expect(epochOf(open({ pools }, trainingPart(labeled), 4), 0).map(batch => batch.length)).toEqual([4, 4, 2]);
  });

  it('go on in the next epoch where they stopped, whatever their sizes', () => {
    const pools = [
      { of: 'all', share: 0.5 },
      { of: 'labeled', share: 0.5 },
    ] as const;
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 40 }), fc.integer({ min: 2, max: 40 }), (examples, batch) => {
        const stream = openStream({ pools }, largePart(examples), batch);

        const drawn = Array.from({ length: 5 }, (_, epoch) => epoch).flatMap(epoch =>
          Array.from({ length: stream.batchesPerEpoch }, (_, index) => {
            const { indices, pools: ranges } = stream.batch(epoch, index);
            return [...indices.slice(ranges[1]!.from, ranges[1]!.to)];
          }).flat(),
        );

        for (let pass = 0; (pass + 1) * examples <= drawn.length; pass++)
          expect(new Set(drawn.slice(pass * examples, (pass + 1) * examples)).size).toBe(examples);
      }),
    );
  });

  it('change nothing in what the first pool gives', () => {
    const all = { of: 'all', share: 0.5 } as const;
    const alone = openStream({ batch: 10 }, largePart(100), 20);
    const together = openStream({ pools: [all, { of: 'labeled', share: 0.5 }] }, largePart(100), 20);

    expect(together.batch(2, 3).indices.slice(0, 10)).toEqual(alone.batch(2, 3).indices);
  });

  it('grow by keeping what they have', () => {
    const members = (first: number): number[] =>
      epochOf(openStream({ pools: [{ of: 'all', share: 1, first }] }, largePart(100), 10), 0).flat();

    expect(members(0.3)).toHaveLength(30);
    expect(members(0.6)).toEqual(expect.arrayContaining(members(0.3)));
    expect(members(0.3).sort()).not.toEqual([...Array(30).keys()].sort());
  });

  it('cannot be empty', () => {
    const ask = (): unknown => open({ pools: [{ of: 'unlabeled', share: 1 }] });

    expect(ask).toThrow(TrainingFailure);
    expect(ask).toThrow('no example is unlabeled');
  });
});

describe('views', () => {
  const spec: StreamSpec = { views: { weak: { augment: shift }, strong: { augment: shift } }, batch: 5 };

  it('draw each image anew in each epoch and in each view', () => {
    const stream = open(spec);

    expect(pixelsOf(stream, 'weak')).not.toEqual(pixelsOf(stream, 'strong'));
    expect(pixelsOf(stream, 'weak', 1)).not.toEqual(pixelsOf(stream, 'weak', 0));
  });

  it('draw the same image again when asked again, by any stream with the same seed', () => {
    expect(pixelsOf(open(spec), 'weak', 7)).toEqual(pixelsOf(open({ ...spec, dropLast: true }), 'weak', 7));
  });

  it('draw an image by its position, wherever it is in a batch', () => {
    const [small, large] = [open({ ...spec, batch: 1 }), open(spec)];
    const position = small.batch(0, 0).indices[0]!;

    expect(pixelsOf(small, 'weak')).toEqual(pixelsOf(large, 'weak').slice(4 * position, 4 * position + 4));
  });

  it('are the plain image where the data set augments and the view does not', () => {
    const part = trainingPart([1, 1, 1, 1, 1], shift);
    const stream = open({ views: { plain: { augment: [] } }, batch: 5 }, part);

    expect(pixelsOf(stream, 'plain')).toEqual(pixelsOf(open({ batch: 5 }), 'main'));
    expect(pixelsOf(stream, 'main')).not.toEqual(pixelsOf(stream, 'plain'));
    expect(['main', 'plain'].map(view => stream.batch(0, 0).isAugmented(view))).toEqual([true, false]);
  });
});

describe('a view that does not say what is done to it', () => {
  it('is augmented as the data set is, apart from the main view', () => {
    const [named, silent] = [{ other: { augment: shift } }, { other: {} }].map(views =>
      open({ views, batch: 5 }, trainingPart(undefined, shift)),
    );

    expect(pixelsOf(silent!, 'other')).toEqual(pixelsOf(named!, 'other'));
    expect(pixelsOf(silent!, 'other')).not.toEqual(pixelsOf(silent!, 'main'));
  });
});

describe('views of another size', () => {
  it('have it, and are no image that outputs are stored for', () => {
    const stream = open({ views: { small: { augment: [], size: [1, 1] } }, batch: 5 });
    const batch = stream.batch(0, 0);

    expect(batch.view('small').shape).toEqual([5, 1, 1, 1]);
    expect(batch.isAugmented('small')).toBe(true);
    const first = (10 * 2 * (batch.indices[0] ?? 0)) / 100;
    expect(batch.view('small').dataSync()[0]).toBeCloseTo((first - 0.5) / 0.25, 5);
    batch.dispose();
  });

  it('come with multi-crop: large parts at the size of the image, small ones at theirs', () => {
    const views = multiCrop({ global: 2, local: 3, localSize: [1, 1], augment: shift });
    const batch = open({ views, batch: 5 }).batch(0, 0);

    const shapes = Object.keys(views).map(name => [name, batch.view(name).shape.slice(1, 3)]);
    batch.dispose();

    expect(shapes).toEqual([
      ['global-1', [2, 2]],
      ['global-2', [2, 2]],
      ['local-1', [1, 1]],
      ['local-2', [1, 1]],
      ['local-3', [1, 1]],
    ]);
  });
});

describe('a part of floats', () => {
  it('is normalized like one of bytes', () => {
    const bytes = trainingPart();
    const floats = { ...bytes, set: { ...bytes.set, images: Float32Array.from(bytes.set.images) } };

    expect(pixelsOf(open({ batch: 5 }, floats), 'main')).toEqual(pixelsOf(open({ batch: 5 }, bytes), 'main'));
  });
});

function largePart(examples: number): TrainingPart {
  return {
    ...trainingPart(),
    set: { ...trainingPart().set, images: new Uint8Array(4 * examples).fill(100), labels: new Uint8Array(examples) },
    indices: Uint32Array.from({ length: examples }, (_, example) => example),
    labeled: new Uint8Array(examples).fill(1),
  };
}
