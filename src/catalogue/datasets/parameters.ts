import { optional, required, withDefault } from '../entry.js';
import { label, list, number, path } from '../type.js';

// Parameters that several data sets have.

export const folder = optional(path(), 'the folder with the files, where they are not in a usual place');

export const ownFolder = required(path(), 'the folder with the files');

export const holdout = withDefault(
  number({ above: 0, below: 1 }),
  0.2,
  'share kept apart as the test part, stratified and the same for every seed, where the data have none of their own',
);

export const classNames = optional(
  list(label(), { min: 1, max: 256 }),
  'names of the classes, in order of their numbers',
);
