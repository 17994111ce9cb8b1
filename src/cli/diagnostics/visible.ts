/** Text of an author that is safe on a terminal: what would move the cursor or turn the writing round is shown, not sent. */
export function visible(text: string): string {
  return text.replace(unsafe, shown);
}

// Controls, halves of pairs, line separators, and the marks that reorder text (Boucher & Anderson, Trojan Source, 2021).
const unsafe = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

function shown(character: string): string {
  const code = character.charCodeAt(0);
  if (character === '\t') return '    ';
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\ufffd';
}
