import { required } from '../entry.js';
import { path } from '../type.js';
import { dataset } from './dataset-entry.js';
import { classNames, holdout } from './parameters.js';

export const npy = dataset({
  help: 'arrays of your own as NumPy saves them: x_train, y_train, x_test, y_test, as .npy in a folder or in one .npz',
  version: 1,
  parameters: {
    files: required(path(), 'the folder with x_train.npy and y_train.npy, or a file that ends in .npz'),
    classes: classNames,
    holdout,
  },
  positional: ['files'],
  example: 'dataset npy("arrays.npz")',
  licence: 'your own data',
  obtain: 'name the folder or file: `npy("folder")`, `npy("arrays.npz")`',
});
