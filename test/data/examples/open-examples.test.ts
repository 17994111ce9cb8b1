import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { openExamples, readDataset, type TrainingImages } from '../../../src/data/index.js';
import { random } from '../../../src/lib/random.js';
import { temporaryFolder } from '../../helpers/temporary-folder.js';

const { train } = readDataset({ name: 'digits', settings: {} }, {});
const indices = Uint32Array.from({ length: 300 }, (_, at) => 2 * at);
const from: TrainingImages = { set: train, indices, labeled: indices.slice(0, 200) };

const open = (name: string, settings = {}, environment = {}) =>
  openExamples({ name, settings }, from, random(1), environment);

function writePicture(folder: string, name: string, size: number): void {
  const picture = new PNG({ width: size, height: size });
  picture.data.fill(200);
  writeFileSync(join(folder, name), PNG.sync.write(picture));
}

describe('examples of a concept', () => {
  it('of classes are labeled images of these classes', () => {
    const found = open('classes', { names: [train.classNames[3], train.classNames[5]] });

    expect([...found.indices].every(index => from.labeled.includes(index))).toBe(true);
    expect(new Set([...found.indices].map(index => train.labels[index]))).toEqual(new Set([3, 5]));
  });

  it('at the top and the bottom of an attribute are apart, and as many as asked for', () => {
    const [top, bottom] = ['top', 'bottom'].map(name => open(name, { share: 0.25, by: 'brightness' }));

    expect(top?.indices).toHaveLength(75);
    expect([...top!.indices].filter(index => bottom?.indices.includes(index))).toEqual([]);
    expect([...top!.indices].every(index => indices.includes(index))).toBe(true);
  });

  it.each(['stripes', 'dots', 'checks'])('of generated %s have two greys and the shape of the data', of => {
    const { set, indices: all } = open('pattern', { of });

    expect(set.shape).toEqual(train.shape);
    expect(all).toHaveLength(200);
    const size = train.shape[0] * train.shape[1];
    for (const at of [0, 7, 99])
      expect(new Set(set.images.slice(at * size, (at + 1) * size)).size).toBeLessThanOrEqual(2);
  });

  it('of a texture are crops of the picture where data sets lie', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'textures'));
    writePicture(join(folder, 'textures'), 'brick.png', 40);

    const { set } = open('texture', { of: 'brick' }, { KD_DATA: folder });

    expect(set.images).toHaveLength(200 * train.shape[0] * train.shape[1]);
    expect(() => open('texture', { of: 'sand' }, { KD_DATA: folder })).toThrow('texture sand was not found');
    expect(() => open('texture', { of: '../brick' }, { KD_DATA: folder })).toThrow('was not found');
  });

  it('of a folder are its pictures in the shape of the data', () => {
    const folder = temporaryFolder();
    for (const name of ['a.png', 'b.png']) writePicture(folder, name, 33);

    const { set, indices: all } = open('images', { folder });

    expect(all.toSorted()).toEqual(Uint32Array.from([0, 1]));
    expect(set.images).toHaveLength(2 * train.shape[0] * train.shape[1]);
  });

  it('by number are those of the training part', () => {
    const file = join(temporaryFolder(), 'mine.json');
    writeFileSync(file, '[4, 5, 10, 100000]');

    expect(open('indices', { file }).indices.toSorted()).toEqual(Uint32Array.from([4, 10]));
    writeFileSync(file, '{"positive": [1]}');
    expect(() => open('indices', { file })).toThrow('expected a JSON list of whole numbers from 0');
  });
});
