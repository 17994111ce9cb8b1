import { dataset } from './dataset-entry.js';
import { classNames, holdout, ownFolder } from './parameters.js';

export const idx = dataset({
  help: 'images of your own in IDX files, as MNIST has them: train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-…',
  version: 1,
  parameters: { folder: ownFolder, classes: classNames, holdout },
  positional: ['folder'],
  example: 'dataset idx("letters")',
  licence: 'your own data',
  obtain: 'name the folder with its files: `idx("folder")`',
});
