import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { DataError, describeDataset, readDataset } from '../../../src/data/index.js';
import { folderWith } from './files.js';

const table = 'height,weight,kind\n1.5,10,cat\n2.5,20,dog\n1,30,cat\n3,40,dog\n';

function csv(content: string | Buffer, settings: object = {}) {
  const file = join(folderWith({ 'pets.csv': content }), 'pets.csv');
  return { name: 'csv', settings: { file, label: 'kind', ignore: [], separator: ',', holdout: 0.5, ...settings } };
}

function withTest(content: string) {
  const from = csv(table);
  const test = join(from.settings.file, '..', 'test.csv');
  writeFileSync(test, content);
  return { ...from, settings: { ...from.settings, test } };
}

describe('csv', () => {
  it('reads features as the channels of one pixel, and classes by their names', () => {
    const { train, test } = readDataset(withTest('height,weight,kind\n7,8,dog\n'), {});

    expect(train.shape).toEqual([1, 1, 2]);
    expect([...train.images]).toEqual([1.5, 10, 2.5, 20, 1, 30, 3, 40]);
    expect(train.classNames).toEqual(['cat', 'dog']);
    expect([...train.labels, ...test.labels]).toEqual([0, 1, 0, 1, 1]);
  });

  it('normalizes each feature by its own mean and deviation', () => {
    const { normalization } = readDataset(withTest('height,weight,kind\n7,8,dog\n'), {});

    expect(normalization.mean).toEqual([2, 25]);
    expect(normalization.deviation[1]).toBeCloseTo(Math.sqrt(125), 12);
  });

  it('keeps a share of each class apart where there is no table for the test', () => {
    const from = csv(table);

    const { train, test } = readDataset(from, {});

    expect([[...train.labels], [...test.labels]]).toEqual([
      [0, 1],
      [0, 1],
    ]);
    expect(describeDataset(from)).toEqual({
      input: [1, 1, 2],
      classes: ['cat', 'dog'],
      examples: { train: 2, test: 2 },
    });
  });

  it('leaves out columns that are ignored', () => {
    expect(readDataset(csv(table, { ignore: ['height'] }), {}).train.shape).toEqual([1, 1, 1]);
  });

  it('orders classes that are numbers as numbers', () => {
    expect(describeDataset(csv('a,kind\n1,10\n1,9\n1,2\n'))).toMatchObject({ classes: ['2', '9', '10'] });
  });

  it('reads quoted fields, a byte order mark, other separators and line ends', () => {
    const text = '\uFEFF"height; in m";kind\r\n"1.5";"a ""big"" cat"\r\n2;dog\r\n\r\n';

    expect(describeDataset(csv(text, { separator: ';' }))).toMatchObject({
      input: [1, 1, 1],
      classes: ['a "big" cat', 'dog'],
    });
  });

  it.each<[string, string, string]>([
    ['a line that is too short', `${table}1,cat\n`, 'line 6'],
    ['a line that is too long', `${table}1,2,cat,3\n`, 'line 6'],
    ['a word in place of a number', `${table}1,heavy,cat\n`, 'line 6, column `weight` is "heavy", expected a number'],
    ['an empty field', `${table}1,,cat\n`, 'line 6, column `weight` is "", expected a number'],
    ['an infinite number', `${table}1,Infinity,cat\n`, 'column `weight` is "Infinity"'],
    ['nothing', '', 'is empty, expected a header'],
    ['one class', 'a,kind\n1,cat\n2,cat\n', 'has 1 classes, expected 2 to 256'],
    ['two columns of one name', 'a,a,kind\n1,2,cat\n', 'has two columns named `a`'],
    ['no column of that name', 'a,king\n1,cat\n', 'has no column `kind`; did you mean `king`?'],
    ['nothing but classes', 'kind\ncat\ndog\n', 'no column is left to learn from'],
    ['an open quote', 'a,kind\n1,"cat\n', 'Quote Not Closed'],
  ])('refuses a table with %s, also when it is only checked', (_, content, problem) => {
    const from = csv(content);

    expect(() => readDataset(from, {})).toThrow(DataError);
    expect(() => readDataset(from, {})).toThrow(problem);
    expect(describeDataset(from)).toEqual({ problem: expect.stringContaining(problem) });
  });

  it('refuses a test table of other columns or classes', () => {
    expect(() => readDataset(withTest('weight,height,kind\n7,8,dog\n'), {})).toThrow('its columns are not those of');
    expect(() => readDataset(withTest('height,weight,kind\n7,8,cow\n'), {})).toThrow('class `cow` does not occur in');
  });
});
