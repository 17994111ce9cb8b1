import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { DataError, describeDataset, locate, readDataset } from '../../../src/data/index.js';
import { decodePicture } from '../../../src/data/pictures/decode.js';
import { createResize } from '../../../src/data/pictures/resize.js';
import { folderWith, jpegFile, pngFile } from './files.js';

const red = [200, 0, 0] as const;
const blue = [0, 0, 200] as const;
const pets = {
  'cat/1.png': pngFile(3, 4, red),
  'cat/2.PNG': pngFile(3, 4, red),
  'dog/1.jpg': jpegFile(3, 4, blue),
  'dog/2.jpeg': jpegFile(3, 4, blue),
  'dog/notes.txt': 'not a picture',
};

const images = (folder: string, settings: object = {}) => ({
  name: 'images',
  settings: { folder, colour: 'rgb', holdout: 0.5, ...settings },
});

describe('images', () => {
  it('takes the name of a folder for the class of what lies in it', () => {
    const from = images(folderWith(pets));

    const { train, test } = readDataset(from, {});

    expect(train).toMatchObject({ classNames: ['cat', 'dog'], shape: [3, 4, 3] });
    expect([...train.images.subarray(0, 3)]).toEqual([...red]);
    expect([...test.labels]).toEqual([0, 1]);
    expect(describeDataset(from)).toEqual({
      input: [3, 4, 3],
      classes: ['cat', 'dog'],
      examples: { train: 2, test: 2 },
    });
  });

  it('reads a JPEG to within two steps a channel', () => {
    const { train } = readDataset(images(folderWith(pets)), {});

    const pixel = [...train.images.subarray(36, 39)];

    expect(pixel.every((value, channel) => Math.abs(value - blue[channel]!) <= 2)).toBe(true);
  });

  it('takes train and test folders for the two parts', () => {
    const part = (name: string) => Object.entries(pets).map(([path, content]) => [`${name}/${path}`, content]);
    const from = images(folderWith(Object.fromEntries([...part('train'), ...part('test').slice(0, 3)])));

    expect(describeDataset(from)).toMatchObject({ classes: ['cat', 'dog'], examples: { train: 4, test: 3 } });
    expect([...readDataset(from, {}).test.labels]).toEqual([0, 0, 1]);
  });

  it('takes a folder `train` with pictures in it for a class', () => {
    const folder = folderWith({ ...pets, 'train/1.png': pets['cat/1.png'], 'train/2.png': pets['cat/1.png'] });

    expect(describeDataset(images(folder))).toMatchObject({ classes: ['cat', 'dog', 'train'] });
  });

  it('brings pictures of different sizes to one', () => {
    const folder = folderWith({ ...pets, 'cat/3.png': pngFile(40, 30, red) });

    const { train } = readDataset(images(folder, { size: 8 }), {});

    expect(train.shape).toEqual([8, 8, 3]);
    expect([...train.images.subarray(0, 3)]).toEqual([...red]);
  });

  it('makes grey of colours, and black of what is transparent', () => {
    const folder = folderWith({ ...pets, 'cat/1.png': pngFile(3, 4, [255, 255, 255, 0]) });

    const { train, test } = readDataset(images(folder, { colour: 'grey' }), {});

    const firstPixels = [train.images[0], test.images[0]].sort();
    expect(train.shape).toEqual([3, 4, 1]);
    expect(firstPixels).toEqual([0, Math.round(0.299 * 200)]);
  });

  it.each<[string, Readonly<Record<string, Uint8Array | string>>, string]>([
    ['of different sizes', { ...pets, 'cat/2.PNG': pngFile(4, 4, red) }, '2.PNG: is 4×4, expected 3×4 as the first'],
    ['of one class', { 'cat/1.png': pets['cat/1.png'] }, 'has pictures of 1 class'],
    ['of another kind', { ...pets, 'dog/3.webp': '' }, '3.webp: only PNG and JPEG can be read'],
    ['that are none', { ...pets, 'dog/1.jpg': 'text' }, '1.jpg: is neither PNG nor JPEG'],
    ['cut short', { ...pets, 'cat/2.PNG': pets['cat/2.PNG'].subarray(0, 40) }, '2.PNG: is damaged or no PNG'],
    ['cut short', { ...pets, 'dog/2.jpeg': pets['dog/2.jpeg'].subarray(0, 400) }, '2.jpeg: is damaged or no JPEG'],
    ['with changed bytes', { ...pets, 'cat/2.PNG': withByte(pets['cat/2.PNG'], 45) }, '2.PNG: is damaged or no PNG'],
    [
      'with a class that has no training pictures',
      {
        'train/cat/1.png': pets['cat/1.png'],
        'train/dog/1.jpg': pets['dog/1.jpg'],
        'test/cow/1.png': pets['cat/1.png'],
      },
      '1.png: its class is none of those in',
    ],
  ])('refuses pictures %s', (_, files, problem) => {
    const read = (): unknown => readDataset(images(folderWith(files)), {});

    expect(read).toThrow(DataError);
    expect(read).toThrow(problem);
  });

  it('refuses pictures that claim to be larger than their file can hold, before decoding them', () => {
    const wide = Buffer.from(pets['cat/1.png']);
    wide.writeUInt32BE(50_000, 16);
    wide.writeUInt32BE(1_900, 20);
    const tall = Buffer.from(pets['dog/1.jpg']);
    tall.writeUInt16BE(65_500, tall.indexOf(Buffer.from([0xff, 0xc0])) + 5);
    tall.writeUInt16BE(65_500, tall.indexOf(Buffer.from([0xff, 0xc0])) + 7);

    expect(() => decodePicture({ name: 'wide', path: 'wide', bytes: wide })).toThrow('wide: claims 50000×1900 pixels');
    expect(() => decodePicture({ name: 'tall', path: 'tall', bytes: tall })).toThrow('tall: claims 65500×65500 pixels');
  });

  it('follows no link out of the folder, neither of a picture nor of a class', () => {
    const elsewhere = folderWith(pets);
    const [pictures, classes] = [folderWith(pets), folderWith(pets)];
    symlinkSync(join(elsewhere, 'cat', '1.png'), join(pictures, 'cat', 'link.png'));
    symlinkSync(join(elsewhere, 'cat'), join(classes, 'cow'));

    for (const folder of [pictures, classes])
      expect(locate(images(folder), {})).toEqual({ missing: expect.stringContaining('is a link that leads out') });
  });

  it('says that a folder is not there', () => {
    expect(describeDataset(images('/nowhere/pets'))).toEqual({ problem: expect.stringContaining('/nowhere/pets') });
  });

  it('never fails with anything but a DataError, whatever bytes are changed', () => {
    const files = [pets['cat/1.png'], pets['dog/1.jpg']];
    const changes = fc.array(fc.tuple(fc.nat(2_000), fc.nat(255)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.nat(1), changes, (which, changed) => {
        const bytes = Buffer.from(files[which]!);
        for (const [at, value] of changed) bytes[at % bytes.length] = value;

        const act = (): unknown => decodePicture({ name: 'p', path: 'p', bytes });

        try {
          act();
        } catch (error) {
          expect(error).toBeInstanceOf(DataError);
        }
      }),
    );
  });
});

describe('createResize', () => {
  it('leaves an image of that size as it is', () => {
    const image = Float32Array.from({ length: 24 }, (_, at) => at);

    expect([...createResize([3, 4, 2], [3, 4])(image)]).toEqual([...image]);
  });

  it('averages where it shrinks, and keeps an even image even', () => {
    const shrink = createResize([4, 4, 1], [1, 1]);

    expect(shrink(new Float32Array(16).fill(7))[0]).toBeCloseTo(7, 5);
    expect(shrink(Float32Array.from({ length: 16 }, (_, at) => at))[0]).toBeCloseTo(7.5, 5);
  });

  it('goes evenly from pixel to pixel where it enlarges', () => {
    const wide = createResize([1, 2, 1], [1, 4])([0, 8]);

    expect([...wide]).toEqual([0, 2, 6, 8]);
  });
});

function withByte(file: Buffer, at: number): Buffer {
  const changed = Buffer.from(file);
  changed[at] = (changed[at] ?? 0) ^ 0xff;
  return changed;
}
