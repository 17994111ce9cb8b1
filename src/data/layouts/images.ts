import { type Dirent, existsSync, readdirSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';

import type { datasets, SettingsOf } from '../../catalogue/index.js';
import { must } from '../../lib/bug.js';
import { DataError } from '../data-error.js';
import { type DataFile, expectInside, readHead, reading } from '../file-content.js';
import { countHeldOut, holdOut } from '../holdout.js';
import { type ImageSet, type ImageShape, imageSize } from '../image-set.js';
import { mostClasses } from '../numbered-classes.js';
import { decodePicture } from '../pictures/decode.js';
import { readPictureHeader } from '../pictures/read-header.js';
import { createResize } from '../pictures/resize.js';
import { channelsOf, toPixels } from '../pictures/to-pixels.js';
import type { OwnSource, ReadFile } from '../source.js';

type ImagesSettings = SettingsOf<(typeof datasets)['images']>;

/** Pictures in a folder for each class, whose name it is; below `train/` and `test/` where there is a `train/`. */
export const images: OwnSource<ImagesSettings> = {
  kind: 'own',
  find({ folder }) {
    reading(folder, () => statSync(folder));
    if (!hasParts(folder)) return filesByClass(folder, '');
    const train = filesByClass(folder, 'train/');
    return existsSync(join(folder, 'test')) ? [...train, ...filesByClass(folder, 'test/')] : train;
  },
  describe(files, settings) {
    const { train, test, classNames } = divide(files, settings);
    const counts =
      test.length > 0
        ? { train: train.length, test: test.length }
        : countHeldOut(train.length, settings.holdout, settings.folder);
    return { input: shapeOf(files, settings), classes: classNames, examples: counts };
  },
  parse(files, read, settings) {
    const { train, test, classNames } = divide(files, settings);
    const shape = shapeOf(files, settings);
    const part = (of: readonly DataFile[]): ImageSet => ({
      images: readPictures(of, shape, settings, read),
      labels: Uint8Array.from(of, ({ name }) => classNames.indexOf(classOf(name))),
      shape,
      classNames,
      scale: 255,
    });
    if (test.length === 0) return holdOut(part(train), settings.holdout, settings.folder);
    return { train: part(train), test: part(test) };
  },
};

/** Pictures right below `train` make it a class: that of the trains. */
const hasParts = (folder: string): boolean =>
  existsSync(join(folder, 'train')) && list(join(folder, 'train')).some(entry => entry.isDirectory());

/** All pictures of the classes below a part's folder, in the order of their names. */
function filesByClass(folder: string, part: string): readonly DataFile[] {
  const classes = list(join(folder, part)).filter(({ name }) => !name.startsWith('.'));
  return classes.flatMap(({ name: className }) => {
    const path = join(folder, part, className);
    expectInside(folder, path);
    if (!reading(path, () => statSync(path)).isDirectory()) return [];
    return list(path).flatMap((entry): DataFile[] => {
      const file = join(path, entry.name);
      if (!isPicture(file, entry)) return [];
      if (entry.isSymbolicLink()) expectInside(folder, file);
      return [{ name: `${part}${className}/${entry.name}`, path: file }];
    });
  });
}

const list = (folder: string): readonly Dirent[] =>
  reading(folder, () => readdirSync(folder, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1));

/** Notes and hidden files may lie among pictures; a picture of another kind must not be left out in silence. */
function isPicture(path: string, { name }: Dirent): boolean {
  const ending = extname(name).toLowerCase();
  if (name.startsWith('.')) return false;
  if (['.webp', '.gif', '.bmp', '.tif', '.tiff', '.avif', '.heic'].includes(ending))
    throw new DataError(`${path}: only PNG and JPEG can be read`);
  return ['.png', '.jpg', '.jpeg'].includes(ending);
}

const classOf = (name: string): string => name.split('/').at(-2) ?? '';

function divide(
  files: readonly DataFile[],
  { folder }: ImagesSettings,
): {
  readonly train: readonly DataFile[];
  readonly test: readonly DataFile[];
  readonly classNames: readonly string[];
} {
  const isTest = ({ name }: DataFile): boolean => name.startsWith('test/') && name.split('/').length === 3;
  const [train, test] = [files.filter(file => !isTest(file)), files.filter(isTest)];
  const classNames = [...new Set(train.map(({ name }) => classOf(name)))];
  if (classNames.length < 2)
    throw new DataError(
      `${folder}: has pictures of ${classNames.length} ${classNames.length === 1 ? 'class' : 'classes'}, expected a subfolder of PNG or JPEG files for each of two or more`,
    );
  if (classNames.length > mostClasses)
    throw new DataError(`${folder}: has ${classNames.length} classes, expected at most ${mostClasses}`);
  const unknown = test.find(({ name }) => !classNames.includes(classOf(name)));
  if (unknown) throw new DataError(`${unknown.path}: its class is none of those in ${folder}/train`);
  return { train, test, classNames };
}

/** That of the first picture where no size is asked for. */
function shapeOf(files: readonly DataFile[], { size, colour }: ImagesSettings): ImageShape {
  const channels = channelsOf(colour);
  if (size !== undefined) return [size, size, channels];
  const first = must(files[0], 'picture');
  const length = reading(first.path, () => statSync(first.path).size);
  const { height, width } = readPictureHeader(first.path, readHead(first, headBytes).bytes, length);
  return [height, width, channels];
}

/** Before the frame header of a JPEG there may be a preview and a colour profile. */
const headBytes = 2 ** 18;

const mostBytes = 4 * 2 ** 30;

function readPictures(
  files: readonly DataFile[],
  shape: ImageShape,
  { size: side, colour, folder }: ImagesSettings,
  read: ReadFile,
): Uint8Array {
  const size = imageSize(shape);
  if (files.length * size > mostBytes)
    throw new DataError(
      `${folder}: ${files.length} pictures of ${shape.join('×')} do not fit into memory; give it a smaller \`size\``,
    );
  const pixels = new Uint8Array(files.length * size);
  files.forEach((file, at) => {
    const picture = decodePicture(read(file));
    const [height, width] = shape;
    const own = toPixels(picture, colour);
    if (picture.height === height && picture.width === width) pixels.set(own, at * size);
    else if (side === undefined)
      throw new DataError(
        `${file.path}: is ${picture.height}×${picture.width}, expected ${height}×${width} as the first; give \`size\` to bring all to one`,
      );
    else pixels.set(resized(own, [picture.height, picture.width, shape[2]], shape), at * size);
  });
  return pixels;
}

const resized = (pixels: Uint8Array, from: ImageShape, [height, width]: ImageShape): Uint8Array =>
  Uint8Array.from(createResize(from, [height, width])(pixels), Math.round);
