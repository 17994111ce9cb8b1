import { type CsvField, csvText } from '../formats/index.js';

/**
 * Labels, errors and warnings may come from files of somebody else: a text that a spreadsheet would take for a formula
 * (OWASP, CSV Injection) gets an apostrophe before it. A number with a sign is none.
 */
export const safeText = (text: string): string =>
  /^[=+\-@\t\r]/.test(text) && !Number.isFinite(Number(text)) ? `'${text}` : text;

export const safeCsvText = (rows: Iterable<readonly CsvField[]>): string => csvText(safeRows(rows));

function* safeRows(rows: Iterable<readonly CsvField[]>): Iterable<readonly CsvField[]> {
  for (const row of rows) yield row.map(field => (typeof field === 'string' ? safeText(field) : field));
}
