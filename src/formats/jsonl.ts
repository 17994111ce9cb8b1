const notFinite: ReadonlyMap<unknown, number> = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);

/** A value as one line of JSON with its line end. Numbers JSON cannot write become the strings `"NaN"`, `"Infinity"`, `"-Infinity"`. */
export function jsonLine(value: unknown): string {
  return `${JSON.stringify(value, (_key, field: unknown) =>
    typeof field === 'number' && !Number.isFinite(field) ? String(field) : field,
  )}\n`;
}

/** The value of a line that `jsonLine` wrote. A text that reads exactly `NaN` comes back as the number. Throws `SyntaxError`. */
export function parseJsonLine(line: string): unknown {
  return JSON.parse(line, (_key, field: unknown) => notFinite.get(field) ?? field);
}

/** The values of a file of lines, in order. A last line without its line end was torn while being written and is left out. */
export function parseJsonLines(text: string): unknown[] {
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(parseJsonLine);
}
