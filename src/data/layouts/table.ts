import { createRequire } from 'node:module';

import { nearest } from '../../lib/nearest.js';
import { DataError } from '../data-error.js';
import type { FileContent } from '../file-content.js';

/** The parser is loaded with the first table: most experiments have none, and a check should start at once. */
const load = createRequire(import.meta.url);

/** A table of text. */
export interface Table {
  readonly path: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

interface Row {
  /** In the file, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

/**
 * Reads a table with a header (RFC 4180: quotes, commas and line ends within quotes), UTF-8, with or without a byte
 * order mark. Empty lines are passed over.
 *
 * @throws DataError for lines of other lengths than the header, and for columns of the same name
 */
export function parseTable({ path, bytes }: FileContent, separator: string): Table {
  const [header, ...rows] = parseRows(path, bytes, separator);
  if (!header) throw new DataError(`${path}: is empty, expected a header`);
  const columns = header.fields.map(name => name.trim());
  const twice = firstRepeated(columns);
  if (twice !== undefined) throw new DataError(`${path}: has two columns named \`${twice}\``);
  return { path, columns, rows };
}

function firstRepeated(names: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return names.find(name => seen.size === seen.add(name).size);
}

function parseRows(path: string, bytes: Uint8Array, delimiter: string): readonly Row[] {
  if (bytes.includes(0)) throw new DataError(`${path}: holds the byte 0, which no text in UTF-8 has`);
  const { parse } = load('csv-parse/sync') as typeof import('csv-parse/sync');
  try {
    const records = parse(bytes, { bom: true, delimiter, skip_empty_lines: true, info: true }) as unknown as readonly {
      readonly record: readonly string[];
      readonly info: { readonly lines: number };
    }[];
    return records.map(({ record, info }) => ({ line: info.lines, fields: record }));
  } catch (cause) {
    throw new DataError(`${path}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** Where a column is. @throws DataError naming those there are */
export function columnAt({ path, columns }: Table, name: string): number {
  const at = columns.indexOf(name);
  if (at >= 0) return at;
  const near = nearest(name, columns);
  const shown = columns.slice(0, 12).map(column => `\`${column}\``);
  throw new DataError(
    `${path}: has no column \`${name}\`${near ? `; did you mean \`${near}\`?` : `, only ${shown.join(', ')}${columns.length > 12 ? ' …' : ''}`}`,
  );
}

/** @throws DataError for what is no finite number, naming line and column */
export function numberAt({ path, columns }: Table, { line, fields }: Row, column: number): number {
  const text = (fields[column] ?? '').trim();
  const value = text === '' ? Number.NaN : Number(text);
  if (Number.isFinite(value)) return value;
  throw new DataError(`${path}: line ${line}, column \`${columns[column]}\` is "${text}", expected a number`);
}
