import type { DatasetFacts } from '../../catalogue/index.js';
import { must } from '../../lib/bug.js';
import { DataError } from '../data-error.js';
import type { DataFile } from '../file-content.js';
import { type ImageSet, imageSize } from '../image-set.js';
import { parseMat } from '../layouts/mat-file.js';
import type { PublishedSource, ReadFile } from '../source.js';

const home = 'http://ufldl.stanford.edu/housenumbers';

/** Two MATLAB files with the arrays `X`, [height, width, channels, examples], and `y`, in which 10 means zero. */
export const svhn: PublishedSource = {
  kind: 'published',
  files: ['train_32x32.mat', 'test_32x32.mat'],
  packaged: () => undefined,
  download: {
    files: [
      {
        url: `${home}/train_32x32.mat`,
        sizeBytes: 182_040_794,
        hash: { of: 'file', md5: 'e26dedcc434d2e4c54c9b2d4a06d8373' },
      },
      {
        url: `${home}/test_32x32.mat`,
        sizeBytes: 64_275_384,
        hash: { of: 'file', md5: 'eb5a983be6a315427106f1b164d9cef3' },
      },
    ],
  },
  parse: ([train, test], read, facts) => ({
    train: parsePart(train, facts.examples.train, read, facts),
    test: parsePart(test, facts.examples.test, read, facts),
  }),
};

function parsePart(
  file: DataFile | undefined,
  examples: number,
  read: ReadFile,
  { input, classes }: DatasetFacts,
): ImageSet {
  const content = read(must(file, 'file'));
  const { X, y } = parseMat(content, ['X', 'y']);
  const expected = [...input, examples].join('×');
  if (X?.sizes.join('×') !== expected)
    throw new DataError(`${content.path}: X is ${X?.sizes.join('×') ?? 'missing'}, expected ${expected}`);
  if (y?.sizes.join('×') !== `${examples}×1`)
    throw new DataError(`${content.path}: y is ${y?.sizes.join('×') ?? 'missing'}, expected ${examples}×1`);

  const labels = Uint8Array.from(y.values, (value, example) => {
    if (!(Number.isInteger(value) && value >= 1 && value <= classes.length))
      throw new DataError(
        `${content.path}: label ${example} is ${value}, expected a number from 1 to ${classes.length}`,
      );
    return value % classes.length;
  });
  return { images: byRows(X.values, input, examples), labels, shape: input, classNames: classes, scale: 255 };
}

/** From MATLAB's order, in which the first dimension moves fastest, to rows of pixels. */
function byRows(values: ArrayLike<number>, shape: readonly [number, number, number], examples: number): Uint8Array {
  const [height, width, channels] = shape;
  const size = imageSize(shape);
  const images = new Uint8Array(examples * size);
  for (let example = 0; example < examples; example++)
    for (let channel = 0; channel < channels; channel++)
      for (let column = 0; column < width; column++) {
        const from = example * size + height * (column + width * channel);
        for (let row = 0; row < height; row++)
          images[example * size + (row * width + column) * channels + channel] = values[from + row] ?? 0;
      }
  return images;
}
