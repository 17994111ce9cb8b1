import { stripVTControlCharacters } from 'node:util';

/** The first line of a text of unknown origin, such as an error's: without colour, cursor movements and other control characters. */
export function oneLine(text: string): string {
  const [first = ''] = stripVTControlCharacters(text)
    .trimStart()
    .split(/[\r\n]/, 1);
  return first.replace(/\p{Cc}/gu, ' ').trimEnd();
}
