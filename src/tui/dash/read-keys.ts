/**
 * A key: the character it writes, or a name of several letters, such as `up`, `enter`, `esc`, `page-down`, `ctrl-c`.
 * A space is `space`.
 */
export type Key = string;

const sequences: Readonly<Record<string, Key>> = {
  '[A': 'up',
  '[B': 'down',
  '[C': 'right',
  '[D': 'left',
  OA: 'up',
  OB: 'down',
  OC: 'right',
  OD: 'left',
  '[H': 'home',
  '[F': 'end',
  OH: 'home',
  OF: 'end',
  '[1~': 'home',
  '[4~': 'end',
  '[7~': 'home',
  '[8~': 'end',
  '[5~': 'page-up',
  '[6~': 'page-down',
  '[Z': 'back-tab',
};

const controls: Readonly<Record<string, Key>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\b': 'backspace',
  '\u007F': 'backspace',
  '\u0002': 'page-up',
  '\u0003': 'ctrl-c',
  '\u0004': 'page-down',
  '\u0006': 'page-down',
  '\u000C': 'ctrl-l',
  '\u0015': 'page-up',
  '\u001A': 'ctrl-z',
  ' ': 'space',
};

// What a terminal sends for one key: a sequence of ECMA-48, one of the old keypads, or a character.
const escapeSign = '\u001B';
const one = new RegExp(`${escapeSign}(?:\\[[\\d;?]*[ -/]*[@-~]|O[A-Za-z])|${escapeSign}|.`, 'gsu');

/** The keys in what a terminal sent at once. Sequences of keys that are not known are left out. */
export function readKeys(sent: string): Key[] {
  return (sent.match(one) ?? []).flatMap(piece => {
    if (piece === escapeSign) return 'esc';
    if (piece.startsWith(escapeSign)) return sequences[piece.slice(1)] ?? [];
    return controls[piece] ?? (piece < ' ' ? [] : piece);
  });
}
