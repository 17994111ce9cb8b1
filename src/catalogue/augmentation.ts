import { type Entry, type Parameters, withDefault } from './entry.js';
import { fraction, whole } from './type.js';

/** A random change of an image that keeps its class. */
export interface AugmentationEntry<P extends Parameters = Parameters> extends Entry<P> {
  readonly kind: 'augmentation';
}

const augmentation = <const P extends Parameters>(entry: Omit<AugmentationEntry<P>, 'kind'>): AugmentationEntry<P> => ({
  kind: 'augmentation',
  ...entry,
});

export const augmentations = {
  shift: augmentation({
    help: 'moved by up to so many pixels each way, background where nothing was',
    version: 1,
    parameters: { pixels: withDefault(whole({ min: 0, max: 64 }), 2, 'the furthest it moves') },
    positional: ['pixels'],
    example: 'augment [shift(2)]',
  }),
  flip: augmentation({
    help: 'mirrored left to right',
    version: 1,
    parameters: { share: withDefault(fraction(), 0.5, 'how often') },
    positional: ['share'],
    example: 'augment [flip]',
  }),
} as const satisfies Record<string, AugmentationEntry>;

export type AugmentationName = keyof typeof augmentations;
