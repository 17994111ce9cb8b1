import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { augmentations, type Configured, type Parameter } from '../../../src/catalogue/index.js';
import { operations } from '../../../src/learn/augmentations/operations.js';
import { drawn, image, kind } from './image.js';

const names = Object.keys(augmentations) as (keyof typeof augmentations)[];

const defaultsOf = (name: keyof typeof augmentations): Configured['settings'] =>
  Object.fromEntries(
    Object.entries(augmentations[name].parameters as Readonly<Record<string, Parameter<number | string>>>).map(
      ([parameter, { default: value }]) => [parameter, value],
    ),
  );

const doneOrNot: readonly string[] = ['flip', 'auto-contrast', 'equalize'];

describe.each(names)('%s', name => {
  const settings = defaultsOf(name);

  it('draws the same image again from the same stream, and others from others', () => {
    const images = new Set(Array.from({ length: 20 }, (_, seed) => drawn(name, settings, seed).join()));

    expect(drawn(name, settings, 3)).toEqual(drawn(name, settings, 3));
    expect(images.size).toBeGreaterThan(doneOrNot.includes(name) ? 1 : 10);
  });

  it('writes every value, within the range of the set, and leaves the image alone', () => {
    const before = Float32Array.from(image);
    fc.assert(
      fc.property(fc.nat(), seed => {
        const values = drawn(name, settings, seed);

        expect(values.every(value => value >= 0 && value <= kind.scale + 1e-4)).toBe(true);
        expect(image).toEqual(before);
      }),
    );
  });

  it('works on images of one channel and of one pixel', () => {
    const grey = { shape: [6, 5, 1], scale: 100, isBounded: true } as const;
    const point = { shape: [1, 1, 3], scale: 100, isBounded: true } as const;

    expect(drawn(name, settings, 1, { from: image.subarray(0, 30), of: grey }).every(Number.isFinite)).toBe(true);
    expect(drawn(name, settings, 1, { from: image.subarray(0, 3), of: point }).every(Number.isFinite)).toBe(true);
  });
});

describe('an augmentation of no strength', () => {
  it.each<[string, Configured['settings']]>([
    ['crop', { padding: 0, fill: 'background' }],
    ['rotate', { degrees: 0 }],
    ['noise', { deviation: 0 }],
    ['cutout', { side: 0 }],
    ['color', { brightness: 0, contrast: 0, saturation: 0 }],
    ['auto-contrast', { share: 0 }],
    ['equalize', { share: 0 }],
    ['blur', { least: 0.1, most: 0.1, share: 1 }],
    ['rand-augment', { operations: 0, magnitude: 10 }],
    ['weak', { flip: 0, shift: 0 }],
    ['strong', { flip: 0, shift: 0, operations: 0, magnitude: 0, cutout: 0 }],
  ])('%s leaves the image as it is', (name, settings) => {
    const values = drawn(name, settings, 2);

    for (const [at, value] of values.entries()) expect(value).toBeCloseTo(image[at]!, 3);
  });
});

describe('crop', () => {
  /** Rows of one channel, for reading. */
  const line = { shape: [1, 4, 1], scale: 9, isBounded: true } as const;
  const from = Float32Array.from([1, 2, 3, 4]);
  const seen = (fill: string): Set<string> =>
    new Set(
      Array.from({ length: 300 }, (_, seed) => drawn('crop', { padding: 2, fill }, seed, { from, of: line }).join('')),
    );

  it('shows background beyond the edge', () => {
    expect(seen('background')).toEqual(new Set(['0012', '0123', '1234', '2340', '3400', '0000']));
  });

  it('shows the edge beyond the edge', () => {
    expect(seen('edge')).toEqual(new Set(['1112', '1123', '1234', '2344', '3444']));
  });

  it('reflects what lies at the edge, the edge itself once', () => {
    expect(seen('reflect')).toEqual(new Set(['3212', '2123', '1234', '2343', '3432']));
  });
});

describe('rotate', () => {
  it('turns a square image by quarters exactly, clockwise where it turns forwards', () => {
    const square = { shape: [3, 3, 1], scale: 9, isBounded: true } as const;
    const from = Float32Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const turned = Float32Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9]);

    operations.rotate!(from, turned, square, 3, 1);

    expect([...turned].map(Math.round)).toEqual([7, 4, 1, 8, 5, 2, 9, 6, 3]);
  });
});

describe('zoom', () => {
  it('shows a part of about the share of the area asked for', () => {
    const wide = { shape: [60, 60, 1], scale: 60, isBounded: true } as const;
    const columns = Float32Array.from({ length: 3_600 }, (_, at) => at % 60);
    const rows = Float32Array.from({ length: 3_600 }, (_, at) => Math.floor(at / 60));
    const extent = (values: number[]): number => Math.max(...values) - Math.min(...values) + 1;

    for (let seed = 0; seed < 20; seed++) {
      const across = extent(drawn('zoom', { least: 0.25, most: 0.25 }, seed, { from: columns, of: wide }));
      const down = extent(drawn('zoom', { least: 0.25, most: 0.25 }, seed, { from: rows, of: wide }));

      expect((across * down) / 3_600).toBeGreaterThan(0.22);
      expect((across * down) / 3_600).toBeLessThan(0.28);
      expect(across / down).toBeGreaterThan(0.7);
      expect(across / down).toBeLessThan(1.43);
    }
  });
});

describe('noise', () => {
  it('has the deviation asked for, and mean 0', () => {
    const grey = { shape: [100, 100, 1], scale: 100, isBounded: false } as const;
    const values = drawn('noise', { deviation: 0.2 }, 5, { from: new Float32Array(10_000).fill(50), of: grey });

    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;

    expect(Math.abs(mean - 50)).toBeLessThan(0.8);
    expect(Math.abs(Math.sqrt(variance) - 20)).toBeLessThan(0.6);
  });

  it('keeps values in their range only where the set has one', () => {
    const free = { ...kind, isBounded: false };
    const from = new Float32Array(90).fill(kind.scale);

    expect(Math.max(...drawn('noise', { deviation: 0.5 }, 1, { from }))).toBe(kind.scale);
    expect(Math.max(...drawn('noise', { deviation: 0.5 }, 1, { from, of: free }))).toBeGreaterThan(kind.scale);
  });
});

describe('cutout', () => {
  it('covers at most its square, with the mean by channel', () => {
    const values = drawn('cutout', { side: 0.5 }, 4);

    const changed = values.flatMap((value, at) => (value === image[at] ? [] : [at]));
    const means = [0, 1, 2].map(channel => 5 + channel + (3 * 29) / 2);
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.length).toBeLessThanOrEqual(3 * 3 * 3);
    for (const at of changed) expect(values[at]).toBeCloseTo(means[at % 3]!, 4);
  });
});

describe('blur', () => {
  const grey = { shape: [21, 21, 1], scale: 1, isBounded: true } as const;
  const blurred = (from: Float32Array): readonly number[] =>
    drawn('blur', { least: 2, most: 2, share: 1 }, 1, { from, of: grey });

  it('spreads a point as a normal curve of the deviation asked for, both ways alike', () => {
    const values = blurred(Float32Array.from({ length: 441 }, (_, at) => (at === 220 ? 1 : 0)));

    const moment = (place: (at: number) => number): number =>
      values.reduce((sum, value, at) => sum + value * place(at) ** 2, 0);
    expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 4);
    // A curve cut at three deviations is a little narrower.
    for (const spread of [moment(at => (at % 21) - 10), moment(at => Math.floor(at / 21) - 10)])
      expect(Math.sqrt(spread)).toBeCloseTo(1.98, 1);
  });

  it('leaves an even image even, edges included', () => {
    for (const value of blurred(new Float32Array(441).fill(0.5))) expect(value).toBeCloseTo(0.5, 5);
  });
});

describe('color', () => {
  it('scales by one factor where only brightness changes', () => {
    const values = drawn('color', { brightness: 0.3, contrast: 0, saturation: 0 }, 8, { from: image.map(v => v / 2) });

    const factors = values.map((value, at) => value / (image[at]! / 2));
    expect(Math.max(...factors) - Math.min(...factors)).toBeLessThan(1e-4);
  });

  it('keeps the mean grey where only contrast changes', () => {
    const grey = { shape: [6, 5, 1], scale: 1_000, isBounded: true } as const;
    const from = image.subarray(0, 30);

    const values = drawn('color', { brightness: 0, contrast: 0.4, saturation: 0 }, 8, { from, of: grey });

    const mean = (of: Iterable<number>): number => [...of].reduce((sum, value) => sum + value, 0) / 30;
    expect(mean(values)).toBeCloseTo(mean(from), 3);
    expect(values).not.toEqual([...from]);
  });
});

describe('the operations of RandAugment', () => {
  const quiet = ['identity', 'rotate', 'solarize', 'brightness', 'contrast', 'color', 'sharpness', 'shearX', 'shearY'];

  it('are fourteen', () => {
    expect(Object.keys(operations)).toHaveLength(14);
  });

  it.each([...quiet, 'translateX', 'translateY'])('%s does nothing at level 0', name => {
    const to = new Float32Array(90);

    operations[name]!(image, to, kind, 0, 1);

    for (const [at, value] of to.entries()) expect(value).toBeCloseTo(image[at]!, 3);
  });

  it('stretch contrast to the whole range', () => {
    const to = new Float32Array(90);

    operations.autoContrast!(image, to, kind, 0, 1);

    expect([Math.min(...to), Math.max(...to)]).toEqual([0, kind.scale]);
  });

  it('make brightnesses about equally frequent', () => {
    const grey = { shape: [10, 10, 1], scale: 255, isBounded: true } as const;
    const dark = Float32Array.from({ length: 100 }, (_, at) => at / 10);
    const to = new Float32Array(100);

    operations.equalize!(dark, to, grey, 0, 1);

    expect([Math.min(...to), Math.max(...to)]).toEqual([0, 255]);
    expect(to.filter(value => value < 128).length).toBeGreaterThan(35);
    expect(to.filter(value => value < 128).length).toBeLessThan(65);
  });

  it('turn bright pixels dark, and leave few brightnesses', () => {
    const [solar, poster] = [new Float32Array(90), new Float32Array(90)];

    operations.solarize!(image, solar, kind, 0.5, 1);
    operations.posterize!(image, poster, kind, 1, 1);

    expect(solar[89]).toBe(kind.scale - image[89]!);
    expect(solar[0]).toBe(image[0]);
    expect(new Set(poster).size).toBeLessThanOrEqual(16);
  });
});
