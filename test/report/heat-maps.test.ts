import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import type { HeatMap } from '../../src/formats/index.js';
import { heatMapFiles, heatMapLines, type Viewer } from '../../src/report/index.js';

const picture: HeatMap = {
  place: 3,
  label: 'cat',
  taken: 'dog',
  probability: 0.75,
  explained: 'dog',
  picture: { rows: 2, columns: 2, channels: 1, values: [0, 255, 255, 0] },
  map: { rows: 2, columns: 2, values: [1, 0, 0, 0] },
};
const viewer = (name: string, change: Partial<HeatMap> = {}): Viewer => ({
  name,
  maps: [{ layer: 'stage-2', pictures: [{ ...picture, ...change }] }],
});
const other = viewer('none', { taken: 'cat', probability: 0.5, map: { rows: 2, columns: 2, values: [0, 0, 0, 1] } });
const narrow = { columns: 28, colour: false, unicode: true };

describe('heat maps on a terminal', () => {
  it('stand beside their picture and the map of the baseline', () => {
    expect(heatMapLines([viewer('kd'), other], narrow)).toEqual([
      'image 3, cat, by stage-2 for dog',
      'image     kd: dog   none: ca',
      '  ░░▓▓██  ██▓▓░░',
      '░░░░▓▓▓▓  ▓▓▒▒            ░░',
      '▓▓▓▓░░░░  ░░            ▒▒▓▓',
      '██▓▓░░                ░░▓▓██',
    ]);
  });

  it('use letters where nothing else can be shown, and never leave the width', () => {
    const lines = heatMapLines([viewer('kd'), other], { ...narrow, unicode: false });

    expect(lines.join('')).not.toMatch(/[░▒▓█]/);
    expect(lines.join('')).toContain('#');
    for (const line of lines.slice(1)) expect(line.length).toBeLessThanOrEqual(28);
  });

  it('leave out a viewer of other pictures, and show nothing where there is none', () => {
    expect(heatMapLines([viewer('kd'), viewer('none', { place: 4 })], narrow)[1]).not.toContain('none');
    expect(heatMapLines([], narrow)).toEqual([]);
  });

  it('do not let a name steer the terminal', () => {
    expect(heatMapLines([viewer('kd', { label: '\u001B[2Jcat' })], narrow)[0]).toBe('image 3, cat, by stage-2 for dog');
  });
});

describe('heat maps as files', () => {
  it('are the picture, and each map in red over it', () => {
    const [file] = heatMapFiles([viewer('kd'), other], 'first-1');

    const { width, height, data } = PNG.sync.read(Buffer.from(file!.bytes));
    const at = (x: number, y: number): number[] => [...data.subarray(4 * (y * width + x), 4 * (y * width + x) + 3)];
    expect([file!.name, width, height]).toEqual(['first-1-image-3-stage-2.png', 3 * 128 + 16, 128]);
    expect([at(0, 0), at(127, 0)]).toEqual([
      [0, 0, 0],
      [255, 255, 255],
    ]);
    expect(at(136, 0)).toEqual([153, 0, 0]); // the map of the first is all there
    expect(at(272, 0)).toEqual([0, 0, 0]); // and that of the second is nothing there
    expect(at(130, 0)).toEqual([255, 255, 255]); // between them is paper
  });
});
