import { createResize, type ImageShape, imageSize } from '../../data/index.js';
import type { Random } from '../../lib/random.js';
import { createAugmentation, type ImageKind, inTurn } from '../augmentations/index.js';
import type { ViewSpec } from '../batch.js';
import { createNormalizer, floatsNormalizer, imageAt } from './normalizer.js';
import type { TrainingPart } from './training-part.js';

/** One way to see an example: augmented, brought to a size, then normalized. */
export interface View {
  /** Of its images. */
  readonly shape: ImageShape;
  /** Writes the image of a position; equal draws give equal images, as often as one asks. */
  write(position: number, draws: Random, to: Float32Array, offset: number): void;
  /** Nothing is drawn: the image is always the same. */
  readonly isFixed: boolean;
  /** The image is the one that outputs are stored for. */
  readonly isPlain: boolean;
}

export function openView(
  { augment: asked, size }: ViewSpec,
  { set, indices, normalization, augment: ofSet }: TrainingPart,
): View {
  const augment = asked ?? ofSet;
  const isFixed = augment.length === 0;
  const isPlain = isFixed && size === undefined;
  const [height, width] = size ?? set.shape;
  const shape: ImageShape = [height, width, set.shape[2]];
  if (isPlain) {
    const normalize = createNormalizer(set, normalization);
    return {
      shape,
      isFixed,
      isPlain,
      write: (position, _, to, offset) => normalize(imageAt(set, indices[position] ?? 0), to, offset),
    };
  }

  const kind: ImageKind = { shape: set.shape, scale: set.scale, isBounded: set.images instanceof Uint8Array };
  const change = inTurn(
    augment.map(one => createAugmentation(one, kind)),
    kind,
  );
  const resize = size ? createResize(set.shape, size) : undefined;
  const normalize = floatsNormalizer(set, normalization);
  const [image, changed] = [new Float32Array(imageSize(set.shape)), new Float32Array(imageSize(set.shape))];
  return {
    shape,
    isFixed,
    isPlain,
    write(position, draws, to, offset) {
      image.set(imageAt(set, indices[position] ?? 0));
      change(image, changed, draws);
      normalize(resize ? resize(changed) : changed, to, offset);
    },
  };
}
