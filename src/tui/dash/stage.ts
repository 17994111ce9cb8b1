import { EventEmitter } from 'node:events';
import type { PlacedLine } from './dash-lines.js';

// A terminal that knows synchronized output shows all of it at once; others ignore the marks.
const begin = '\u001B[?2026h';
const end = '\u001B[?2026l';

/**
 * What Ink draws on instead of the terminal: takes pictures of the rows that changed and writes each to its place. Ink
 * itself would clear the scrollback for a picture as high as the terminal, its own incremental drawing is off by a row in
 * 6.8, and it works on every character of a picture, changed or not. A terminal of another size gets another stage.
 *
 * @param rows those that the picture which comes next is of
 * @param shown hears of rows that were written
 */
export function stage(
  stream: Pick<NodeJS.WriteStream, 'write'>,
  columns: number,
  rows: () => readonly PlacedLine[],
  shown: (rows: readonly PlacedLine[]) => void,
): NodeJS.WriteStream {
  const write = (picture: string): boolean => {
    const placed = rows();
    const texts = picture.split('\n');
    const drawn = placed.map(({ row }, at) => `\u001B[${row + 1};1H\u001B[0m\u001B[2K${texts[at] ?? ''}`);
    shown(placed);
    return drawn.length === 0 || stream.write(`${begin}${drawn.join('')}${end}`);
  };
  const seen = Object.assign(new EventEmitter(), { isTTY: true, columns, write });
  return seen as unknown as NodeJS.WriteStream;
}
