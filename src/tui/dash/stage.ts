import { EventEmitter } from 'node:events';

// A terminal that knows synchronized output shows all of it at once; others ignore the marks.
const begin = '\u001B[?2026h';
const end = '\u001B[?2026l';

/**
 * What Ink draws on instead of the terminal: takes whole pictures and writes the rows that changed, each to its place. Ink
 * itself would clear the scrollback for a picture as high as the terminal, and its own incremental drawing is off by a
 * row in 6.8. Its size never changes: a terminal of another size gets another stage, and one that was wiped a new one.
 */
export function stage(stream: NodeJS.WriteStream, columns: number): NodeJS.WriteStream {
  let shown: readonly string[] = [];
  const write = (picture: string): boolean => {
    const rows = picture.split('\n');
    const changed = rows.flatMap((row, at) =>
      row === shown[at] ? [] : [`\u001B[${at + 1};1H\u001B[0m\u001B[2K${row}`],
    );
    shown = rows;
    return changed.length === 0 || stream.write(`${begin}${changed.join('')}${end}`);
  };
  const seen = Object.assign(new EventEmitter(), { isTTY: true, columns, write });
  return seen as unknown as NodeJS.WriteStream;
}
