import type { DatasetFacts } from '../../catalogue/index.js';
import { must } from '../../lib/bug.js';
import { DataError } from '../data-error.js';
import type { Download } from '../download/download.js';
import type { DataFile } from '../file-content.js';
import type { ImageSet } from '../image-set.js';
import { parseIdx } from '../layouts/idx-file.js';
import type { PublishedSource, ReadFile } from '../source.js';

/** A data set in the four files that MNIST came in. */
export function idxSource(scale: number, packaged: () => string | undefined, download?: Download): PublishedSource {
  return {
    kind: 'published',
    files: ['train-images-idx3-ubyte', 'train-labels-idx1-ubyte', 't10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte'],
    packaged,
    ...(download ? { download } : {}),
    parse([trainImages, trainLabels, testImages, testLabels], read, facts) {
      const { train, test } = facts.examples;
      return {
        train: parsePart([trainImages, trainLabels], train, scale, read, facts),
        test: parsePart([testImages, testLabels], test, scale, read, facts),
      };
    },
  };
}

function parsePart(
  [imageFile, labelFile]: readonly [DataFile | undefined, DataFile | undefined],
  examples: number,
  scale: number,
  read: ReadFile,
  { input, classes }: DatasetFacts,
): ImageSet {
  const [height, width] = input;
  const images = parseIdx(read(must(imageFile, 'file of images')), [examples, height, width]);
  const labels = parseIdx(read(must(labelFile, 'file of labels')), [examples]);
  expectBelow(labelFile, 'label', labels, classes.length);
  expectBelow(imageFile, 'pixel', images, scale + 1);
  return { images, labels, shape: input, classNames: classes, scale };
}

function expectBelow(file: DataFile | undefined, what: string, values: Uint8Array, limit: number): void {
  if (limit > 255) return;
  const wrong = values.findIndex(value => value >= limit);
  if (wrong >= 0)
    throw new DataError(
      `${file?.path}: ${what} ${wrong} is ${values[wrong]}, expected a number from 0 to ${limit - 1}`,
    );
}
