import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { datasets, SettingsOf } from '../../catalogue/index.js';
import { DataError } from '../data-error.js';
import { type DataFile, expectInside, readContent, reading } from '../file-content.js';
import { countHeldOut, holdOut } from '../holdout.js';
import type { ImageSet, ImageShape } from '../image-set.js';
import { expectLabels, numberedClasses } from '../numbered-classes.js';
import type { OwnSource, Parts } from '../source.js';
import { parseAnyIdx, readIdxSizes } from './idx-file.js';

type IdxSettings = SettingsOf<(typeof datasets)['idx']>;

/** Images of bytes in IDX files, named as those of MNIST and its like: `train-images-idx3-ubyte`, `t10k-labels.idx1-ubyte`. */
export const idx: OwnSource<IdxSettings> = {
  kind: 'own',
  find({ folder }) {
    const names = reading(folder, () => readdirSync(folder)).sort();
    return roles.flatMap(({ role, pattern, isNeeded }) => {
      const matching = names.filter(name => pattern.test(name));
      const [name, other] = matching;
      if (other !== undefined) throw new DataError(`${folder}: both ${name} and ${other} could be its ${role}`);
      if (name === undefined) {
        if (!isNeeded) return [];
        throw new DataError(`${folder}: has no ${role}, expected a file such as train-images-idx3-ubyte`);
      }
      const path = join(folder, name);
      expectInside(folder, path);
      return [{ name: role, path }];
    });
  },
  describe(files, { classes, holdout, folder }) {
    const parts = pairs(files);
    const sizes = parts.map(({ images }) => readIdxSizes(images, [3, 4]));
    const labels = parts.map(({ labels }) => ({
      path: labels.path,
      values: parseAnyIdx(readContent(labels), [1]).values,
    }));
    const [train = 0, test] = sizes.map(([examples = 0]) => examples);
    labels.forEach((part, index) => {
      expectLabels(part, sizes[index]?.[0] ?? 0);
    });
    return {
      input: shapeOf(sizes[0] ?? []),
      classes: numberedClasses(labels, classes),
      examples: test === undefined ? countHeldOut(train, holdout, folder) : { train, test },
    };
  },
  parse(files, read, { classes, holdout, folder }): Parts {
    const parsed = pairs(files).map(({ images, labels }) => ({
      images: { path: images.path, ...parseAnyIdx(read(images), [3, 4]) },
      labels: { path: labels.path, values: parseAnyIdx(read(labels), [1]).values },
    }));
    const classNames = numberedClasses(
      parsed.map(({ labels }) => labels),
      classes,
    );
    const [train, test] = parsed.map(({ images, labels }): ImageSet => {
      const [examples = 0] = images.sizes;
      expectLabels(labels, examples);
      return { images: images.values, labels: labels.values, shape: shapeOf(images.sizes), classNames, scale: 255 };
    });
    if (!train) throw new DataError(`${folder}: has no training images`);
    if (!test) return holdOut(train, holdout, folder);
    if (test.shape.join() !== train.shape.join())
      throw new DataError(
        `${folder}: test images are ${test.shape.join('×')}, expected ${train.shape.join('×')} as in training`,
      );
    return { train, test };
  },
};

const roles = [
  { role: 'train-images', pattern: /(^|-)train-images[-.]idx[34]-ubyte(\.gz)?$/, isNeeded: true },
  { role: 'train-labels', pattern: /(^|-)train-labels[-.]idx1-ubyte(\.gz)?$/, isNeeded: true },
  { role: 'test-images', pattern: /(^|-)(t10k|test)-images[-.]idx[34]-ubyte(\.gz)?$/, isNeeded: false },
  { role: 'test-labels', pattern: /(^|-)(t10k|test)-labels[-.]idx1-ubyte(\.gz)?$/, isNeeded: false },
] as const;

/** Images with their labels: of training, then of the test part if it is there. */
function pairs(files: readonly DataFile[]): readonly { readonly images: DataFile; readonly labels: DataFile }[] {
  const [images, labels, testImages, testLabels] = roles.map(({ role }) => files.find(({ name }) => name === role));
  if (!images || !labels) return [];
  if (!testImages && !testLabels) return [{ images, labels }];
  if (!testImages || !testLabels)
    throw new DataError(`${(testImages ?? testLabels)?.path}: test images and test labels go together`);
  return [
    { images, labels },
    { images: testImages, labels: testLabels },
  ];
}

const shapeOf = ([, height = 0, width = 0, channels = 1]: readonly number[]): ImageShape => [height, width, channels];
