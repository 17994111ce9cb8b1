import { dataset } from './dataset-entry.js';
import { digitNames } from './digits.js';
import { folder } from './parameters.js';

export const signDigits = dataset({
  help: 'hands that show the digits, 32 × 32 colour, in the record layout of CIFAR-10',
  version: 1,
  parameters: { folder },
  positional: ['folder'],
  source: 'Mavi, A New Dataset … for Classification of American Sign Language Digits, arXiv:2011.08927, 2020',
  example: 'dataset sign-digits',
  facts: { input: [32, 32, 3], classes: digitNames, examples: { train: 1_662, test: 400 } },
  licence: 'Apache-2.0',
  obtain:
    'put train.bin.gz and test.bin.gz (made of the photographs of github.com/ardamavi/Sign-Language-Digits-Dataset) into `sign-digits` below the folder that KD_DATA names',
});
