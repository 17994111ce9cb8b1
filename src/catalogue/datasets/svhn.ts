import { dataset } from './dataset-entry.js';
import { digitNames } from './digits.js';
import { folder } from './parameters.js';

export const svhn = dataset({
  help: 'house numbers in street views, 32 × 32 colour (the cropped digits)',
  version: 1,
  parameters: { folder },
  positional: ['folder'],
  source: 'Netzer, Wang, Coates, Bissacco, Wu & Ng, Reading Digits in Natural Images, NIPS workshop, 2011',
  example: 'dataset svhn("house-numbers")',
  facts: { input: [32, 32, 3], classes: digitNames, examples: { train: 73_257, test: 26_032 } },
  licence: 'for non-commercial use only',
  obtain:
    '`kd data get svhn`, or put train_32x32.mat and test_32x32.mat of ufldl.stanford.edu/housenumbers into a folder and write `svhn("folder")`',
});
