/** A column of a table; `whole` holds numbers from −2³¹ to 2³¹ − 1. */
export interface ParquetColumn {
  readonly name: string;
  readonly type: 'text' | 'whole' | 'number';
  /** Fields may be missing. */
  readonly optional?: true;
}

export type ParquetRow = Readonly<Record<string, string | number | undefined>>;

/**
 * Writes rows as a file in Apache Parquet, pressed by Snappy, a group of rows at a time: rows that come one by one are
 * never all in memory. What was at the path is written over.
 */
export async function writeParquet(
  path: string,
  columns: readonly ParquetColumn[],
  rows: Iterable<ParquetRow>,
): Promise<void> {
  // Most commands write none.
  const { fileWriter, parquetWriteRows } = await import('hyparquet-writer');
  await parquetWriteRows({
    writer: fileWriter(path),
    columns: columns.map(({ name, type, optional = false }) => ({ name, type: types[type], nullable: optional })),
    rows,
    rowGroupSize: 20_000,
    createdBy: 'kd',
  });
}

const types = { text: 'STRING', whole: 'INT32', number: 'DOUBLE' } as const;
