import type { DatasetFacts } from '../../catalogue/index.js';
import { DataError } from '../data-error.js';
import type { Download } from '../download/download.js';
import type { FileContent } from '../file-content.js';
import { type ImageSet, imageSize } from '../image-set.js';
import type { PublishedSource } from '../source.js';

/** Where a set's records are, and what stands in them. */
export interface RecordLayout {
  readonly train: readonly string[];
  readonly test: readonly string[];
  /** Bytes before the image, and which of them is the class. */
  readonly labelBytes: number;
  readonly labelAt: number;
  readonly download?: Download;
}

/**
 * A data set in the binary layout of CIFAR-10: records of a few bytes of labels, then the image, channel by channel.
 * Source: https://www.cs.toronto.edu/~kriz/cifar.html, "Binary version".
 */
export function recordSource({ train, test, labelBytes, labelAt, download }: RecordLayout): PublishedSource {
  return {
    kind: 'published',
    files: [...train, ...test],
    packaged: () => undefined,
    ...(download ? { download } : {}),
    parse(files, read, facts) {
      const part = (names: readonly string[], examples: number): ImageSet =>
        parseRecords(
          files.filter(({ name }) => names.includes(name)).map(read),
          examples,
          { labelBytes, labelAt },
          facts,
        );
      return { train: part(train, facts.examples.train), test: part(test, facts.examples.test) };
    },
  };
}

/** @param examples in all the files, each holding as many */
function parseRecords(
  files: readonly FileContent[],
  examples: number,
  { labelBytes, labelAt }: Pick<RecordLayout, 'labelBytes' | 'labelAt'>,
  { input, classes }: DatasetFacts,
): ImageSet {
  const size = imageSize(input);
  const recordSize = labelBytes + size;
  const perFile = examples / files.length;
  for (const { path, bytes } of files)
    if (bytes.length !== perFile * recordSize)
      throw new DataError(
        `${path}: the length in bytes is ${bytes.length}, expected ${perFile * recordSize} (${perFile} records of ${recordSize})`,
      );

  const images = new Uint8Array(examples * size);
  const labels = new Uint8Array(examples);
  files.forEach(({ path, bytes }, file) => {
    for (let record = 0; record < perFile; record++) {
      const from = record * recordSize;
      const label = bytes[from + labelAt] ?? 0;
      if (label >= classes.length)
        throw new DataError(`${path}: label ${record} is ${label}, expected a number from 0 to ${classes.length - 1}`);
      const example = file * perFile + record;
      labels[example] = label;
      interleave(bytes, from + labelBytes, images, example * size, size / input[2], input[2]);
    }
  });
  return { images, labels, shape: input, classNames: classes, scale: 255 };
}

/** From channel by channel to pixel by pixel. */
function interleave(
  from: Uint8Array,
  fromAt: number,
  to: Uint8Array,
  toAt: number,
  pixels: number,
  channels: number,
): void {
  for (let channel = 0; channel < channels; channel++) {
    const plane = fromAt + channel * pixels;
    for (let pixel = 0; pixel < pixels; pixel++) to[toAt + pixel * channels + channel] = from[plane + pixel] ?? 0;
  }
}
