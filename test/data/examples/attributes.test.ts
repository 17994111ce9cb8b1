import { describe, expect, it } from 'vitest';
import { attributes } from '../../../src/data/examples/attributes.js';
import type { GreyImage } from '../../../src/data/examples/foreground.js';

/** Rows of `#` for ink, digits for tenths of it. */
function drawn(...rows: readonly string[]): GreyImage {
  const values = rows.flatMap(row => [...row].map(sign => (sign === '#' ? 1 : sign === '.' ? 0 : Number(sign) / 10)));
  return { height: rows.length, width: rows[0]?.length ?? 0, values: Float32Array.from(values) };
}

describe('attributes of an image', () => {
  it('find a hole by the background that no way leads out of', () => {
    expect(attributes['hole-area'](drawn('.....', '.###.', '.#.#.', '.###.', '.....'))).toBe(1);
    expect(attributes['hole-area'](drawn('.....', '.###.', '.#...', '.###.', '.....'))).toBe(0);
  });

  it('measure strokes by area and edge', () => {
    expect(attributes['stroke-thickness'](drawn('.....', '#####', '.....'))).toBe(1);
    expect(attributes['stroke-thickness'](drawn('.....', '.###.', '.###.', '.###.', '.....'))).toBe(9 / 8);
  });

  it('find what leans to the right by the column it gains for each row upwards', () => {
    expect(attributes.slant(drawn('..#', '.#.', '#..'))).toBeCloseTo(1, 6);
    expect(attributes.slant(drawn('.#.', '.#.', '.#.'))).toBeCloseTo(0, 6);
    expect(attributes.slant(drawn('...', '...', '...'))).toBeUndefined();
  });

  it('take width by height of the box around the ink', () => {
    expect(attributes.aspect(drawn('......', '.####.', '....#.', '......'))).toBe(2);
  });

  it('average brightness over the foreground alone', () => {
    expect(attributes.brightness(drawn('.4.', '.8.', '.1.'))).toBeCloseTo(0.6, 6);
    expect(attributes.brightness(drawn('...', '...'))).toBeUndefined();
  });

  it('see stripes in rows that take turns, and none in an even picture', () => {
    const [light, dark] = ['99999999', '44444444'];
    const rows = Array.from({ length: 16 }, (_, row) => (row % 2 ? light : dark));

    expect(attributes['stripe-strength'](drawn(...rows))).toBeCloseTo(1, 5);
    expect(attributes['stripe-strength'](drawn(...rows.map(() => light)))).toBeCloseTo(0, 5);
    expect(attributes['stripe-strength'](drawn(...rows.slice(0, 8)))).toBeUndefined();
  });

  it('see texture inside of the foreground, not at its edge', () => {
    const even = Array.from({ length: 14 }, () => '.############.');
    const mixed = Array.from({ length: 14 }, () => '.#2#2#2#2#2#2.');

    expect(attributes['texture-contrast'](drawn(...even))).toBeCloseTo(0, 6);
    expect(attributes['texture-contrast'](drawn(...mixed))).toBeCloseTo(0.4, 5);
    expect(attributes['texture-contrast'](drawn('...', '.#.', '...'))).toBeUndefined();
  });
});
