import { optional, withDefault } from '../entry.js';
import { whole, word } from '../type.js';
import { dataset } from './dataset-entry.js';
import { holdout, ownFolder } from './parameters.js';

export const images = dataset({
  help: 'pictures of your own, PNG or JPEG, a folder for each class; below train/ and test/ where there are such',
  version: 1,
  parameters: {
    folder: ownFolder,
    size: optional(
      whole({ min: 1, max: 1_024 }),
      'height and width to bring them to; without it all must be of one size',
    ),
    colour: withDefault(word('rgb', 'grey'), 'rgb', 'three channels, or one'),
    holdout,
  },
  positional: ['folder'],
  example: 'dataset images("pictures", size: 32)',
  licence: 'your own data',
  obtain: 'name the folder with a subfolder for each class: `images("folder")`',
});
