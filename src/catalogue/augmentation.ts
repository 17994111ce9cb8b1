import { type Entry, type Parameters, withDefault } from './entry.js';
import { fraction, number, whole, word } from './type.js';

/** A random change of an image that keeps its class. */
export interface AugmentationEntry<P extends Parameters = Parameters> extends Entry<P> {
  readonly kind: 'augmentation';
}

const augmentation = <const P extends Parameters>(entry: Omit<AugmentationEntry<P>, 'kind'>): AugmentationEntry<P> => ({
  kind: 'augmentation',
  ...entry,
});

const share = withDefault(fraction(), 0.5, 'how often');
const operations = withDefault(whole({ min: 0, max: 14 }), 2, 'how many operations, one after the other');
const magnitude = withDefault(number({ min: 0, max: 30 }), 10, 'how strong they are at most');
const flip = withDefault(fraction(), 0.5, 'how often it is mirrored: 0% for digits and letters');
const shift = withDefault(fraction(), 0.125, 'how far it moves at most, as a share of its side');

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
    parameters: { share },
    positional: ['share'],
    example: 'augment [flip]',
  }),
  crop: augmentation({
    help: 'widened at its edges, then cut to its size at a random place',
    version: 1,
    parameters: {
      padding: withDefault(whole({ min: 0, max: 64 }), 4, 'pixels on each side'),
      fill: withDefault(word('background', 'edge', 'reflect'), 'background', 'what the wider edges show'),
    },
    positional: ['padding'],
    example: 'augment [crop(1, fill: reflect)]',
  }),
  rotate: augmentation({
    help: 'turned about its centre by up to so many degrees each way, background where nothing was',
    version: 1,
    parameters: { degrees: withDefault(number({ min: 0, max: 180 }), 15, 'the furthest it turns') },
    positional: ['degrees'],
    example: 'augment [rotate(10)]',
  }),
  zoom: augmentation({
    help: 'a random part of it, brought to its size',
    version: 1,
    parameters: {
      least: withDefault(number({ above: 0, max: 1 }), 0.4, 'smallest share of the area'),
      most: withDefault(number({ above: 0, max: 1 }), 1, 'largest share of the area'),
    },
    positional: ['least', 'most'],
    source: 'Szegedy et al., Going Deeper with Convolutions, CVPR 2015, §6',
    example: 'augment [zoom(60%)]',
    misfit: ({ least, most }) =>
      Number(least) > Number(most) ? '`zoom` wants `least` no larger than `most`' : undefined,
  }),
  noise: augmentation({
    help: 'every value moved by a normal draw',
    version: 1,
    parameters: {
      deviation: withDefault(fraction(), 0.05, 'its standard deviation, as a share of the range of values'),
    },
    positional: ['deviation'],
    example: 'augment [noise(5%)]',
  }),
  cutout: augmentation({
    help: 'a square at a random place covered with the mean colour',
    version: 1,
    parameters: { side: withDefault(fraction(), 0.5, 'of the square, as a share of the image’s') },
    positional: ['side'],
    source: 'DeVries & Taylor, arXiv:1708.04552, 2017',
    example: 'augment [cutout(50%)]',
  }),
  color: augmentation({
    help: 'brighter or darker, with more or less contrast and saturation',
    version: 1,
    parameters: {
      brightness: withDefault(fraction(), 0.4, 'the factor lies within so much of 1'),
      contrast: withDefault(fraction(), 0.4, 'the same, about the mean grey'),
      saturation: withDefault(fraction(), 0.4, 'the same, about the grey of each pixel'),
    },
    example: 'augment [color(brightness: 30%)]',
  }),
  'auto-contrast': augmentation({
    help: 'each colour stretched so that its darkest value is none and its brightest full',
    version: 1,
    parameters: { share },
    positional: ['share'],
    example: 'augment [auto-contrast(30%)]',
  }),
  equalize: augmentation({
    help: 'each colour changed so that all its brightnesses are about equally frequent',
    version: 1,
    parameters: { share },
    positional: ['share'],
    example: 'augment [equalize(30%)]',
  }),
  blur: augmentation({
    help: 'every pixel mixed with its neighbours by a normal curve',
    version: 1,
    parameters: {
      least: withDefault(number({ above: 0, max: 32 }), 0.1, 'smallest deviation of the curve, in pixels'),
      most: withDefault(number({ above: 0, max: 32 }), 2, 'largest deviation'),
      share: withDefault(fraction(), 1, 'how often'),
    },
    positional: ['least', 'most', 'share'],
    source: 'Caron et al., DINO, ICCV 2021, its code, for images of 224 pixels',
    example: 'augment [blur(0.1, 0.5, 30%)]',
    misfit: ({ least, most }) =>
      Number(least) > Number(most) ? '`blur` wants `least` no larger than `most`' : undefined,
  }),
  'rand-augment': augmentation({
    help: 'a few of 14 operations, drawn for each image with their strength',
    version: 1,
    parameters: { operations, magnitude },
    positional: ['operations', 'magnitude'],
    source: 'Cubuk, Zoph, Shlens & Le, RandAugment, NeurIPS 2020; magnitudes drawn as in FixMatch',
    example: 'augment [rand-augment(2, 10)]',
  }),
  weak: augmentation({
    help: 'mirrored and moved a little: the weak view of semi-supervised methods',
    version: 1,
    parameters: { flip, shift },
    source: 'Sohn et al., FixMatch, NeurIPS 2020, §2.3',
    example: 'augment [weak(flip: 0%)]',
  }),
  strong: augmentation({
    help: 'the weak view, then RandAugment and cutout: the strong view of semi-supervised methods',
    version: 1,
    parameters: {
      flip,
      shift,
      operations,
      magnitude,
      cutout: withDefault(fraction(), 0.5, 'side of the covered square, as a share of the image’s'),
    },
    source: 'Sohn et al., FixMatch, NeurIPS 2020, §2.3',
    example: 'augment [strong(flip: 0%)]',
  }),
} as const satisfies Record<string, AugmentationEntry>;

export type AugmentationName = keyof typeof augmentations;
