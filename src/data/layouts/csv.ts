import { statSync } from 'node:fs';

import type { datasets, SettingsOf } from '../../catalogue/index.js';
import { must } from '../../lib/bug.js';
import { DataError } from '../data-error.js';
import { type DataFile, type FileContent, readContent, reading } from '../file-content.js';
import { countHeldOut, holdOut } from '../holdout.js';
import type { ImageSet } from '../image-set.js';
import { mostClasses } from '../numbered-classes.js';
import type { OwnSource } from '../source.js';
import { columnAt, numberAt, parseTable, type Table } from './table.js';

type CsvSettings = SettingsOf<(typeof datasets)['csv']>;

/**
 * A table of numbers, each row an example. Its features are the channels of one pixel, [1, 1, features]: so each is
 * normalized by its own mean and deviation, as columns of different units need.
 */
export const csv: OwnSource<CsvSettings> = {
  kind: 'own',
  find({ file, test }) {
    const files = [{ name: 'train', path: file }, ...(test === undefined ? [] : [{ name: 'test', path: test }])];
    for (const { path } of files) reading(path, () => statSync(path));
    return files;
  },
  describe(files, settings) {
    const { tables, columns, classNames } = openTables(files, readContent, settings);
    for (const table of tables) featuresOf(table, columns);
    const [train, test] = tables.map(({ rows }) => rows.length);
    return {
      input: [1, 1, columns.length],
      classes: classNames,
      examples:
        test === undefined ? countHeldOut(train ?? 0, settings.holdout, settings.file) : { train: train ?? 0, test },
    };
  },
  parse(files, read, settings) {
    const { tables, columns, label, classNames } = openTables(files, read, settings);
    const [train, test] = tables.map(
      (table): ImageSet => ({
        images: featuresOf(table, columns),
        labels: Uint8Array.from(table.rows, ({ fields }) => classNames.indexOf(fields[label] ?? '')),
        shape: [1, 1, columns.length],
        classNames,
        scale: 1,
      }),
    );
    return test
      ? { train: must(train, 'table'), test }
      : holdOut(must(train, 'table'), settings.holdout, settings.file);
  },
};

/** [examples, features]. @throws DataError for what is no number: said when the file is checked, for it is read anyway */
function featuresOf(table: Table, columns: readonly number[]): Float32Array {
  const features = new Float32Array(table.rows.length * columns.length);
  let at = 0;
  for (const row of table.rows) for (const column of columns) features[at++] = numberAt(table, row, column);
  return features;
}

interface Tables {
  /** The training part, then the test part if there is a table for it. */
  readonly tables: readonly Table[];
  /** Places of the features. */
  readonly columns: readonly number[];
  /** Place of the class. */
  readonly label: number;
  readonly classNames: readonly string[];
}

function openTables(
  files: readonly DataFile[],
  read: (file: DataFile) => FileContent,
  { label: labelColumn, ignore, separator }: CsvSettings,
): Tables {
  if (separator.length !== 1) throw new DataError(`the separator "${separator}" is not one character`);
  const tables = files.map(file => parseTable(read(file), separator));
  const first = must(tables[0], 'table');
  for (const { path, columns } of tables)
    if (columns.length !== first.columns.length || columns.some((name, at) => name !== first.columns[at]))
      throw new DataError(`${path}: its columns are not those of ${first.path}`);
  const label = columnAt(first, labelColumn);
  const ignored = new Set(ignore.map(name => columnAt(first, name)));
  const columns = [...first.columns.keys()].filter(column => column !== label && !ignored.has(column));
  if (columns.length === 0) throw new DataError(`${first.path}: no column is left to learn from`);
  return { tables, columns, label, classNames: classesOf(tables, label) };
}

/** Values of the label column: in the order of numbers where all are such, else of letters. */
function classesOf(tables: readonly Table[], label: number): readonly string[] {
  const [train, test] = tables.map(({ rows }) => new Set(rows.map(({ fields }) => fields[label] ?? '')));
  const path = tables[0]?.path ?? '';
  const names = [...(train ?? [])];
  if (names.length < 2 || names.length > mostClasses)
    throw new DataError(`${path}: has ${names.length} classes, expected 2 to ${mostClasses}`);
  const unknown = [...(test ?? [])].find(name => !train?.has(name));
  if (unknown !== undefined) throw new DataError(`${tables[1]?.path}: class \`${unknown}\` does not occur in ${path}`);
  return names.every(name => name.trim() !== '' && Number.isFinite(Number(name)))
    ? names.sort((a, b) => Number(a) - Number(b))
    : names.sort();
}
