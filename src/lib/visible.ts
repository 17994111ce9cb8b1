/** Text of an author that is safe on a terminal: what would move the cursor or turn the writing round is shown, not sent. */
export function visible(text: string): string {
  return text.replace(unsafe, shown);
}

/**
 * Output as a terminal may have it, whatever came into it: unsafe characters as `\u009b`, which in JSON is the same text.
 * Line ends and tabs stay, a return at the very beginning, which writes a line over, and plain colours where colour is on.
 */
export function printable(output: string, colour: boolean): string {
  return output.replace(colour ? colourOrUnsafe : unsafe, (found, at: number) => {
    const isMeant = found.length > 2 || found === '\n' || found === '\t' || (found === '\r' && at === 0);
    return isMeant ? found : `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

// Controls, halves of pairs, line separators, and the marks that reorder text (Boucher & Anderson, Trojan Source, 2021).
const unsafe = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** Of the sequences that painters write: bold, dim, the sixteen colours of the letters, and their ends. */
const colourOrUnsafe = new RegExp(`\\u001b\\[(?:[12]|22|39|[39][0-7])m|${unsafe.source}`, 'gu');

function shown(character: string): string {
  const code = character.charCodeAt(0);
  if (character === '\t') return '    ';
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\ufffd';
}
