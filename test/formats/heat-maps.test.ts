import { describe, expect, it } from 'vitest';
import { type HeatMaps, heatMapsText, parseHeatMaps } from '../../src/formats/index.js';

const maps: readonly HeatMaps[] = [
  {
    layer: 'stage-2',
    pictures: [
      {
        place: 3,
        label: 'cat',
        taken: 'dog',
        probability: 0.75,
        explained: 'dog',
        picture: { rows: 1, columns: 2, channels: 1, values: [0, 255] },
        map: { rows: 1, columns: 1, values: [1] },
      },
    ],
  },
];

describe('heat maps', () => {
  it('come back as they were written', () => {
    expect(parseHeatMaps(heatMapsText(maps))).toEqual(maps);
  });

  it.each([
    ['no JSON', '{'],
    ['no list', '{}'],
    ['a picture without a label', heatMapsText(maps).replace('"label":"cat",', '')],
    ['too few numbers', heatMapsText(maps).replace('[0,255]', '[0]')],
    ['a size that is none', heatMapsText(maps).replace('"rows":1', '"rows":"x"')],
    ['something that is no number', heatMapsText(maps).replace('"values":[1]', '"values":[null]')],
  ])('are not found in %s', (_, text) => {
    expect(parseHeatMaps(text)).toBeUndefined();
  });
});
