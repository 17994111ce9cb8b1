import { join } from 'node:path';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';

import { type ParquetColumn, type ParquetRow, writeParquet } from '../../src/formats/index.js';
import { hasPythonPackages, python } from '../helpers/python.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

const columns: readonly ParquetColumn[] = [
  { name: 'trial', type: 'text' },
  { name: 'temperature', type: 'number', optional: true },
  { name: 'step', type: 'whole', optional: true },
  { name: 'value', type: 'number' },
];
const rows: readonly ParquetRow[] = [
  { trial: 'a', temperature: 0.5, step: 1, value: 0.1 },
  { trial: 'naïve, "b"\n', temperature: undefined, step: undefined, value: Number.NaN },
  { trial: '', temperature: 4, step: 2 ** 31 - 1, value: Number.NEGATIVE_INFINITY },
];

async function written(all: Iterable<ParquetRow>): Promise<string> {
  const path = join(temporaryFolder(), 'all.parquet');
  await writeParquet(path, columns, all);
  return path;
}

describe('a file in Parquet', () => {
  it('reads back with every field as it was, and the types of its columns', async () => {
    const file = await asyncBufferFromFile(await written(rows));

    const { schema } = await parquetMetadataAsync(file);
    const found = await parquetReadObjects({ file });

    expect(schema.slice(1).map(({ name, type, repetition_type: need }) => [name, type, need])).toEqual([
      ['trial', 'BYTE_ARRAY', 'REQUIRED'],
      ['temperature', 'DOUBLE', 'OPTIONAL'],
      ['step', 'INT32', 'OPTIONAL'],
      ['value', 'DOUBLE', 'REQUIRED'],
    ]);
    expect(found.map(row => ({ ...row }))).toEqual(
      rows.map(row => ({ ...row, temperature: row.temperature ?? null, step: row.step ?? null })),
    );
  });

  it('may have no row at all', async () => {
    const file = await asyncBufferFromFile(await written([]));

    expect(await parquetReadObjects({ file })).toEqual([]);
  });

  it('takes rows a group at a time, however many come', async () => {
    function* many(): Iterable<ParquetRow> {
      for (let step = 0; step < 150_000; step++) yield { trial: `t${step % 7}`, temperature: 1, step, value: step / 3 };
    }
    const file = await asyncBufferFromFile(await written(many()));

    const { num_rows: count, row_groups: groups } = await parquetMetadataAsync(file);
    const [last] = await parquetReadObjects({ file, rowStart: 149_999, rowEnd: 150_000 });

    expect([Number(count), groups.length > 1]).toEqual([150_000, true]);
    expect(last).toMatchObject({ trial: 't3', step: 149_999, value: 149_999 / 3 });
  });

  it.runIf(hasPythonPackages('pyarrow'))('is the same to Apache Arrow', async () => {
    const found = python(
      `
import json, sys
import pyarrow.parquet as pq
table = pq.read_table(json.load(sys.stdin))
print(json.dumps([[str(f.type) for f in table.schema], [[str(v) for v in r.values()] for r in table.to_pylist()]]))
`,
      await written(rows),
    );

    expect(JSON.parse(found)).toEqual([
      ['string', 'double', 'int32', 'double'],
      [
        ['a', '0.5', '1', '0.1'],
        ['naïve, "b"\n', 'None', 'None', 'nan'],
        ['', '4.0', '2147483647', '-inf'],
      ],
    ]);
  });
});
