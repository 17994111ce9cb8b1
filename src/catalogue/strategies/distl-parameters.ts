import { type Configured, optional, withDefault } from '../entry.js';
import { entry, fraction, list, number, whole, word } from '../type.js';

const standard: readonly Configured[] = [
  { name: 'flip', settings: { share: 0.5 } },
  { name: 'rotate', settings: { degrees: 15 } },
];

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
  augment: withDefault(list(entry('augmentation')), standard, 'what is done to all views but the clean one'),
  product: withDefault(word('student', 'teacher'), 'student', 'the net that is kept'),
} as const;

export const source =
  'Park et al., Self-evolving vision transformer for chest X-ray diagnosis through knowledge distillation, Nature Communications 13:3848, 2022';
