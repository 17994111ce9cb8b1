import { type Configured, optional, withDefault } from '../entry.js';
import { entry, fraction, list, number, whole, word } from '../type.js';

/**
 * Mirrored, turned, then each of three changes in a share of the draws: 30 % for a large view, 50 % for a small one. Their
 * blur is of 0.1 to 2 pixels in images of 256; as much of a small image is less than a pixel.
 */
const changes = (share: number): readonly Configured[] => [
  { name: 'flip', settings: { share: 0.5 } },
  { name: 'rotate', settings: { degrees: 15 } },
  { name: 'auto-contrast', settings: { share } },
  { name: 'equalize', settings: { share } },
  { name: 'blur', settings: { least: 0.1, most: 0.5, share } },
];

/** What is done to views of one size. */
export const augmentWith = (share: number, help: string) =>
  withDefault(list(entry('augmentation')), changes(share), help);

/** A share of the area of an image, the least and the most. */
export const scale = (least: number, most: number, help: string) =>
  withDefault(list(fraction(), { min: 2, max: 2 }), [least, most], help);

/** What DISTL and its baseline without DINO have in common. */
export const selfTrainingParameters = {
  generations: withDefault(
    whole({ min: 0, max: 20 }),
    3,
    'T: rounds over a growing part of the images without labels, after one over labels alone',
  ),
  'initial-length': withDefault(
    number({ above: 0 }),
    1,
    'epochs of the stage over labels alone for each epoch of a round: the fewer the labels, the shorter its epochs',
  ),
  'momentum-teacher': withDefault(
    fraction(),
    0.9995,
    'share of the teacher that the first step of a round leaves; it grows to 1 along half a cosine',
  ),
  'correction-every': withDefault(
    whole({ min: 1 }),
    500,
    'steps from one pass over all labels to the next, once an epoch where epochs are shorter',
  ),
  'clip-grad': optional(
    number({ above: 0 }),
    'largest norm of the gradient of each variable by itself; 3 in the paper',
  ),
  'global-scale': scale(0.75, 1, 'least and largest share of the area of the large view that is changed'),
  augment: augmentWith(0.3, 'what is done to the large view that is changed'),
  product: withDefault(word('student', 'teacher'), 'student', 'the net that is kept'),
} as const;

export const source =
  'Park et al., Self-evolving vision transformer for chest X-ray diagnosis through knowledge distillation, Nature Communications 13:3848, 2022';
