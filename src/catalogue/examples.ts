import { type Entry, type Parameters, required } from './entry.js';
import { fraction, label, list, path, word } from './type.js';

/** Where the images of a concept come from. */
export interface ExamplesEntry<P extends Parameters = Parameters> extends Entry<P> {
  readonly kind: 'examples';
}

const source = <const P extends Parameters>(entry: Omit<ExamplesEntry<P>, 'kind'>): ExamplesEntry<P> => ({
  kind: 'examples',
  ...entry,
});

const attribute = word(
  'stroke-thickness',
  'slant',
  'aspect',
  'brightness',
  'hole-area',
  'stripe-strength',
  'texture-contrast',
);
const end = {
  share: required(fraction(), 'how much of the training part'),
  by: required(attribute, 'what is computed from an image'),
};

export const examples = {
  classes: source({
    help: 'images of the classes named',
    version: 1,
    parameters: { names: required(list(label(), { min: 1 }), 'classes of the data set') },
    rest: 'names',
    example: 'positive classes(pullover, dress)',
  }),
  top: source({
    help: 'images with the largest values of an attribute',
    version: 1,
    parameters: end,
    positional: ['share', 'by'],
    example: 'positive top(25%, stroke-thickness)',
  }),
  bottom: source({
    help: 'images with the smallest values of an attribute',
    version: 1,
    parameters: end,
    positional: ['share', 'by'],
    example: 'negative bottom(25%, stroke-thickness)',
  }),
  pattern: source({
    help: 'generated images of a pattern',
    version: 1,
    parameters: { of: required(word('stripes', 'dots', 'checks'), 'the pattern') },
    positional: ['of'],
    example: 'positive pattern(stripes)',
  }),
  texture: source({
    help: 'crops of pictures of a texture',
    version: 1,
    parameters: { of: required(label(), 'the texture') },
    positional: ['of'],
    example: 'positive texture(brick)',
  }),
  images: source({
    help: 'the pictures of a folder',
    version: 1,
    parameters: { folder: required(path(), 'the folder') },
    positional: ['folder'],
    example: 'positive images("concepts/mine")',
  }),
  indices: source({
    help: 'training images by their numbers',
    version: 1,
    parameters: { file: required(path(), 'a JSON list of whole numbers from 0') },
    positional: ['file'],
    example: 'positive indices("file.json")',
  }),
  random: source({ help: 'training images at random', version: 1, parameters: {}, example: 'negative random' }),
} as const satisfies Record<string, ExamplesEntry>;
