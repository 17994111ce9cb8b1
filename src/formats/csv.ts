export type CsvField = string | number | boolean | undefined;

/**
 * Rows as RFC 4180 text: records end with CRLF; a field holding a comma, quote or line end stands in quotes, its quotes doubled.
 * Numbers are the shortest text that reads back to the same number; `undefined` is an empty field.
 */
export function csvText(rows: Iterable<readonly CsvField[]>): string {
  const records: string[] = [];
  for (const row of rows) records.push(`${row.map(fieldText).join(',')}\r\n`);
  return records.join('');
}

function fieldText(field: CsvField): string {
  if (field === undefined) return '';
  const text = String(field);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
