import stringWidth from 'string-width';

import { visible } from '../lib/visible.js';

/** Columns of the terminal that a text takes: wide characters two, marks and colour none. */
export const widthOf = (text: string): number => (plainText.test(text) ? text.length : stringWidth(text));

/** Nearly every cell of a table: one column a character, a hundred times quicker to measure. */
const plainText = /^[\x20-\x7E±·…●○◌◉✔✖↻▸◆\u2580-\u259F\u2800-\u28FF]*$/;

/** The text filled up with spaces to a width; longer text stays. */
export function pad(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const spaces = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'left' ? text + spaces : spaces + text;
}

/** The text, or as much of its beginning as fits with an ellipsis behind it, safe on a terminal. For text without colour. */
export function cut(whole: string, width: number, { unicode }: { readonly unicode: boolean }): string {
  const text = visible(whole);
  if (widthOf(text) <= width) return text;
  const ellipsis = unicode ? '…' : '~';
  let kept = '';
  let used = 1;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    used += widthOf(segment);
    if (used > width) break;
    kept += segment;
  }
  return width < 1 ? '' : kept + ellipsis;
}

/** Words put on lines of at most a width, later lines indented; a longer word has a line of its own. */
export function wrap(text: string, width: number, indent = ''): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line.trim() !== '' && widthOf(longer) > width) {
      lines.push(line);
      line = indent + word;
    } else line = longer;
  }
  return [...lines, line];
}
