import { optional, required, withDefault } from '../entry.js';
import { label, list, path, text } from '../type.js';
import { dataset } from './dataset-entry.js';
import { holdout } from './parameters.js';

export const csv = dataset({
  help: 'a table of numbers of your own, with a header and a column that names the class (RFC 4180)',
  version: 1,
  parameters: {
    file: required(path(), 'the table'),
    label: required(label(), 'the column with the class'),
    test: optional(path(), 'a table of the same columns as the test part'),
    ignore: withDefault(list(label()), [], 'columns that are not learned from'),
    separator: withDefault(text(), ',', 'what stands between two fields, one character'),
    holdout,
  },
  positional: ['file'],
  example: 'dataset csv("spam.csv", label: class)',
  licence: 'your own data',
  obtain: 'name the file and the column with the class: `csv("file", label: class)`',
});
