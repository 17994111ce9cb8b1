/** Rows of cells as lines, each column as wide as its widest cell; the last one is free. */
export function columns(rows: readonly (readonly string[])[], indent = '  '): string[] {
  const count = Math.max(0, ...rows.map(row => row.length));
  const widths = Array.from({ length: count }, (_, column) =>
    column === count - 1 ? 0 : Math.max(...rows.map(row => row[column]?.length ?? 0)),
  );
  return rows.map(row =>
    `${indent}${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
  );
}
