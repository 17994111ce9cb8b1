import type { Configured, examples, SettingsOf } from '../../catalogue/index.js';
import { Bug } from '../../lib/bug.js';
import type { Random } from '../../lib/random.js';
import { DataError } from '../data-error.js';
import { readContent } from '../file-content.js';
import { type ImageSet, imageSize } from '../image-set.js';
import type { DataEnvironment } from '../source.js';
import { attributes } from './attributes.js';
import { exampleFiles } from './example-files.js';
import { greyImage } from './foreground.js';
import { patternImage } from './pattern-image.js';
import { readPictures } from './read-pictures.js';
import { textureCrops } from './texture-crops.js';

/** Images that show something, or do not. */
export interface Examples {
  readonly set: ImageSet;
  /** Which of the set, in random order. */
  readonly indices: Uint32Array;
}

/** What examples are drawn from: the training part of a data set. */
export interface TrainingImages {
  readonly set: ImageSet;
  /** Those of the training part; nothing is ever drawn from elsewhere. */
  readonly indices: Uint32Array;
  /** Those whose class may be known. */
  readonly labeled: Uint32Array;
}

type Source<N extends keyof typeof examples> = (
  settings: SettingsOf<(typeof examples)[N]>,
  from: TrainingImages,
  draws: Random,
  files: readonly ReturnType<typeof readContent>[],
) => Examples;

/** Every source of examples that the catalogue promises. */
const sources: { readonly [N in keyof typeof examples]: Source<N> } = {
  classes({ names }, { set, labeled }) {
    const wanted = new Set(
      names.map(name => set.classNames.findIndex(other => other.toLowerCase() === name.toLowerCase())),
    );
    return { set, indices: labeled.filter(index => wanted.has(set.labels[index] ?? -1)) };
  },
  top: ({ share, by }, from) => rankedBy(by, share, from, -1),
  bottom: ({ share, by }, from) => rankedBy(by, share, from, 1),
  pattern({ of }, { set }, draws) {
    const images = Array.from({ length: generated }, (_, at) => patternImage(of, set.shape, draws.for(at)));
    return ownImages(set, images);
  },
  texture: (_, { set }, draws, files) => ownImages(set, textureCrops(files, set.shape, draws)),
  images: (_, { set }, _draws, files) => ownImages(set, readPictures(files, set.shape)),
  indices: (_, { set, indices }, _draws, files) => ({ set, indices: listed(files, indices) }),
  random: (_, { set, indices }) => ({ set, indices }),
};

const generated = 200;

/** Opens a source of examples of the catalogue over a data set. @throws DataError */
export function openExamples(
  { name, settings }: Configured,
  from: TrainingImages,
  draws: Random,
  environment: DataEnvironment,
): Examples {
  if (!Object.hasOwn(sources, name)) throw new Bug(`no source of examples is called ${name}`);
  const files = exampleFiles({ name, settings }, environment).map(readContent);
  // The checker has seen to it that the settings are those of the entry; the type cannot follow a name.
  const { set, indices } = (sources[name as keyof typeof examples] as Source<never>)(
    settings as never,
    from,
    draws.for('images'),
    files,
  );
  const order = draws.for('order').permutation(indices.length);
  return { set, indices: Uint32Array.from(order, at => indices[at] ?? 0) };
}

/** The first of all images in the order of an attribute; those of which it says nothing have no place in it. */
function rankedBy(
  by: keyof typeof attributes,
  share: number,
  { set, indices }: TrainingImages,
  sign: 1 | -1,
): Examples {
  const ranked = Array.from(indices, index => ({ index, value: attributes[by](greyImage(set, index)) }))
    .flatMap(({ index, value }) => (value === undefined ? [] : [{ index, value: sign * value }]))
    .sort((a, b) => a.value - b.value || a.index - b.index);
  return { set, indices: Uint32Array.from(ranked.slice(0, Math.round(share * ranked.length)), ({ index }) => index) };
}

/** @param images between 0 and 1 */
function ownImages({ shape, scale, classNames }: ImageSet, images: readonly Float32Array[]): Examples {
  const size = imageSize(shape);
  const all = new Float32Array(images.length * size);
  images.forEach((image, at) => {
    all.set(
      image.map(value => value * scale),
      at * size,
    );
  });
  const labels = new Uint8Array(images.length);
  return { set: { images: all, labels, shape, scale, classNames }, indices: Uint32Array.from(labels.keys()) };
}

/** Numbers of images of the training set as published; those outside of the training part are left out. */
function listed(files: readonly ReturnType<typeof readContent>[], indices: Uint32Array): Uint32Array {
  const known = new Set(indices);
  return Uint32Array.from(
    files.flatMap(({ path, bytes }) => {
      const list = parsed(path, Buffer.from(bytes).toString('utf8'));
      return list.filter(index => known.has(index));
    }),
  );
}

function parsed(path: string, text: string): readonly number[] {
  const wrong = (cause?: unknown): DataError =>
    new DataError(`${path}: expected a JSON list of whole numbers from 0`, { cause });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw wrong(cause);
  }
  if (!Array.isArray(value) || !value.every(one => Number.isSafeInteger(one) && one >= 0)) throw wrong();
  return value as number[];
}
