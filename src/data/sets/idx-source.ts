import type { DatasetEntry } from '../../catalogue/index.js';
import { must } from '../../lib/bug.js';
import { DataError } from '../data-error.js';
import type { FileContent } from '../file-content.js';
import { parseIdx } from '../idx.js';
import type { ImageSet } from '../image-set.js';
import type { DatasetSource } from '../source.js';

/** A data set in the four files that MNIST came in. */
export function idxSource(scale: number, packaged: () => string | undefined): DatasetSource {
  return {
    files: ['train-images-idx3-ubyte', 'train-labels-idx1-ubyte', 't10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte'],
    packaged,
    parse([trainImages, trainLabels, testImages, testLabels], entry) {
      return {
        train: parsePart(trainImages, trainLabels, entry.examples.train, scale, entry),
        test: parsePart(testImages, testLabels, entry.examples.test, scale, entry),
      };
    },
  };
}

function parsePart(
  imageFile: FileContent | undefined,
  labelFile: FileContent | undefined,
  examples: number,
  scale: number,
  { input, classes }: DatasetEntry,
): ImageSet {
  const [height, width] = input;
  const images = parseIdx(must(imageFile, 'file of images'), [examples, height, width]);
  const labels = parseIdx(must(labelFile, 'file of labels'), [examples]);
  expectBelow(labelFile, 'label', labels, classes.length);
  expectBelow(imageFile, 'pixel', images, scale + 1);
  return { images, labels, shape: input, classNames: classes, scale };
}

function expectBelow(file: FileContent | undefined, what: string, values: Uint8Array, limit: number): void {
  if (limit > 255) return;
  const wrong = values.findIndex(value => value >= limit);
  if (wrong >= 0)
    throw new DataError(
      `${file?.path}: ${what} ${wrong} is ${values[wrong]}, expected a number from 0 to ${limit - 1}`,
    );
}
