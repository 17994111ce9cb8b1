const longest = 32;

/** A piece of the author's text as messages quote it: in back quotes, on one line, cut where it is long. */
export function shown(text: string): string {
  const line = text.slice(0, 4 * longest).split(/[\r\n]/, 1)[0] ?? '';
  const characters = [...line];
  const cut = characters.length > longest ? `${characters.slice(0, longest).join('')}…` : line;
  return `\`${cut}\``;
}

/** A character that nobody sees, by its number; any other as `shown`. */
export function shownCharacter(text: string): string {
  const code = text.codePointAt(0) ?? 0;
  const isVisible = !/^[\p{C}\p{Z}]/u.test(text);
  return isVisible ? shown(text) : `the character U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
