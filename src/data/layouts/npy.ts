import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

import type { datasets, SettingsOf } from '../../catalogue/index.js';
import { must } from '../../lib/bug.js';
import { DataError } from '../data-error.js';
import { type DataFile, expectInside, type FileContent, readContent, readHead, reading } from '../file-content.js';
import { countHeldOut, holdOut } from '../holdout.js';
import type { ImageSet, ImageShape } from '../image-set.js';
import { expectLabels, numberedClasses } from '../numbered-classes.js';
import type { OwnSource } from '../source.js';
import { expectNpyLength, headBytes, type NpyArray, parseNpy, parseNpyHeader } from './npy-array.js';
import { readZip } from './zip-file.js';

type NpySettings = SettingsOf<(typeof datasets)['npy']>;

const arrays = ['x_train', 'y_train', 'x_test', 'y_test'] as const;
type ArrayName = (typeof arrays)[number];

/**
 * Arrays of NumPy: images [examples, height, width] or with channels behind, of bytes or of floats; or features
 * [examples, features], each of which is normalized by itself, as a channel of one pixel. Labels are whole numbers.
 */
export const npy: OwnSource<NpySettings> = {
  kind: 'own',
  find({ files }) {
    if (files.endsWith('.npz')) {
      reading(files, () => statSync(files));
      return [{ name: 'arrays.npz', path: files }];
    }
    reading(files, () => statSync(files));
    return arrays.flatMap(name => {
      const path = join(files, `${name}.npy`);
      if (existsSync(path)) {
        expectInside(files, path);
        return [{ name, path }];
      }
      if (name === 'x_train' || name === 'y_train') throw new DataError(`${files}: has no ${name}.npy`);
      return [];
    });
  },
  describe(files, { classes, holdout, files: where }) {
    const heads = openHeads(files);
    const labels = labelsOf(heads.labels);
    const [train, test] = heads.shapes;
    const input = shapeOf(must(train, 'x_train').path, must(train, 'x_train').shape);
    const count = train?.shape[0] ?? 0;
    if (labels[0]) expectLabels(labels[0], count);
    return {
      input,
      classes: numberedClasses(labels, classes),
      examples: test ? { train: count, test: test.shape[0] ?? 0 } : countHeldOut(count, holdout, where),
    };
  },
  parse(files, read, { classes, holdout, files: where }) {
    const opened = openArrays(files, read);
    const labels = labelsOf([opened.y_train, opened.y_test].filter(array => array !== undefined));
    const classNames = numberedClasses(labels, classes);
    const part = (x: Named | undefined, index: number): ImageSet | undefined => {
      const values = labels[index];
      if (!x || !values) return undefined;
      expectLabels(values, x.shape[0] ?? 0);
      const isBytes = x.values instanceof Uint8Array;
      return {
        images: isBytes ? (x.values as Uint8Array) : Float32Array.from(x.values),
        labels: Uint8Array.from(values.values),
        shape: shapeOf(x.path, x.shape),
        classNames,
        scale: isBytes ? 255 : 1,
      };
    };
    const [train, test] = [must(part(opened.x_train, 0), 'training part'), part(opened.x_test, 1)];
    expectFinite(opened);
    if (!test) return holdOut(train, holdout, where);
    if (test.shape.join() !== train.shape.join() || test.scale !== train.scale)
      throw new DataError(
        `${where}: x_test is ${test.shape.join('×')}, expected ${train.shape.join('×')} of the same type`,
      );
    return { train, test };
  },
};

type Named = NpyArray & { readonly path: string };

type Opened = { readonly [N in ArrayName]?: Named };

function openArrays(files: readonly DataFile[], read: (file: DataFile) => FileContent): Opened {
  const opened = Object.fromEntries(
    rawArrays(files, read).map(({ name, path, bytes }) => [name, { path, ...parseNpy(path, bytes) }]),
  ) as Opened;
  if (opened.x_test && !opened.y_test) throw new DataError(`${opened.x_test.path}: there is x_test, and no y_test`);
  return opened;
}

/** Of an archive, or of files. */
function rawArrays(
  files: readonly DataFile[],
  read: (file: DataFile) => FileContent,
): readonly { readonly name: ArrayName; readonly path: string; readonly bytes: Uint8Array }[] {
  const [first] = files;
  if (first?.name !== 'arrays.npz')
    return arrays.flatMap(name => files.filter(file => file.name === name).map(file => ({ ...read(file), name })));
  const content = read(first);
  const members = readZip(
    content.path,
    content.bytes,
    arrays.map(name => `${name}.npy`),
  );
  return arrays.flatMap(name => {
    const bytes = members.get(`${name}.npy`);
    if (bytes) return [{ name, path: `${content.path}, ${name}`, bytes }];
    if (name === 'x_train' || name === 'y_train') throw new DataError(`${content.path}: has no array ${name}`);
    return [];
  });
}

/** Shapes of images, and labels whole. */
function openHeads(files: readonly DataFile[]): {
  readonly shapes: readonly { readonly path: string; readonly shape: readonly number[] }[];
  readonly labels: readonly Named[];
} {
  if (files[0]?.name === 'arrays.npz') {
    const opened = openArrays(files, readContent);
    const present = (names: readonly ArrayName[]) => names.flatMap(name => opened[name] ?? []);
    return { shapes: present(['x_train', 'x_test']), labels: present(['y_train', 'y_test']) };
  }
  const shapes = files
    .filter(({ name }) => name.startsWith('x_'))
    .map(file => {
      const { bytes, length } = readHead(file, headBytes);
      const header = parseNpyHeader(file.path, bytes);
      if (length !== undefined) expectNpyLength(file.path, header, length);
      return { path: file.path, shape: header.shape };
    });
  const labels = files
    .filter(({ name }) => name.startsWith('y_'))
    .map(file => {
      const { path, bytes } = readContent(file);
      return { path, ...parseNpy(path, bytes) };
    });
  return { shapes, labels };
}

/** [examples], or [examples, 1] as some libraries save them. */
function labelsOf(found: readonly Named[]): readonly { readonly path: string; readonly values: NpyArray['values'] }[] {
  return found.map(({ path, shape: [examples = 0, ...rest], values }) => {
    if (rest.some(size => size !== 1))
      throw new DataError(`${path}: labels are ${[examples, ...rest].join('×')}, expected one number for each example`);
    return { path, values };
  });
}

function shapeOf(path: string, shape: readonly number[]): ImageShape {
  const [examples = 0, ...one] = shape;
  if (examples === 0 || one.includes(0)) throw new DataError(`${path}: holds nothing: it is ${shape.join('×')}`);
  const [height = 1, width = 1, channels = 1] = one;
  if (one.length === 1) return [1, 1, height];
  if (one.length === 2 || one.length === 3) return [height, width, channels];
  throw new DataError(
    `${path}: is ${shape.join('×')}, expected examples × height × width, perhaps × channels, or examples × features`,
  );
}

function expectFinite({ x_train, x_test }: Opened): void {
  for (const { path, values } of [x_train, x_test].filter(array => array !== undefined)) {
    if (values instanceof Uint8Array) continue;
    const wrong = values.findIndex(value => !Number.isFinite(value));
    if (wrong >= 0) throw new DataError(`${path}: value ${wrong} is ${values[wrong]}, expected a finite number`);
  }
}
