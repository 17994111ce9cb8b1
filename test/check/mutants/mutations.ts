import type { Dice } from './dice.js';

/** One kind of damage to a text. */
export type Mutation = (text: string, dice: Dice, other: () => string) => string;

const splice = (text: string, start: number, end: number, put: string): string =>
  text.slice(0, start) + put + text.slice(end);

const insert =
  (pieces: readonly string[]): Mutation =>
  (text, dice) => {
    const at = dice.below(text.length + 1);
    return splice(text, at, at, dice.pick(pieces));
  };

/** Where something begins and ends. Mostly short, seldom most of the text. */
function stretch(text: string, dice: Dice): readonly [start: number, end: number] {
  const start = dice.below(text.length);
  return [start, start + 1 + dice.below(dice.pick([3, 20, 100, text.length]))];
}

const tokens = /[A-Za-z][\w-]*|[-+]?\d[\d_.%A-Za-z]*|"[^"\n]*"|#[^\n]*|\s+|[^\s\w]/g;

function eachToken(text: string, act: (pieces: string[]) => void): string {
  const pieces = text.match(tokens) ?? [];
  if (pieces.length > 0) act(pieces);
  return pieces.join('');
}

/** Replaces a token of a kind by something; nothing happens where there is none. */
const replace =
  (kind: RegExp, by: (dice: Dice, pieces: readonly string[]) => string): Mutation =>
  (text, dice) =>
    eachToken(text, pieces => {
      const places = [...pieces.keys()].filter(at => kind.test(pieces[at]!));
      if (places.length > 0) pieces[dice.pick(places)] = by(dice, pieces);
    });

const strangeNumbers = [
  ...['0', '-0', '-1', '1e308', '1e309', '-1e309', '1e-400', '9007199254740993', '1'.repeat(400), '0.1e', '1_', '1__0'],
  ...['100.1%', '1e9%', '99999999h', '1e30d', '5GiB', '1e300GiB', '0ms', '1..', '1..1e9', '5..1', '1..1..1', '-1..-5'],
];

const strangeText = [
  ...['\r\n', '\r', '\u2028', '\u0085', '\0', '\u001b[2J', '\ufeff', '\u200b', '\u202e', '\ud800', '\udc00', '\ufffd'],
  ...['é', 'e\u0301', '😀', '“', '”', '‘', '–', '：', '｛', '\u00a0', '\t', '\\', '\\u{110000}', '"""', "'", '`', '/*'],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', '../../etc/passwd', 'use "main.kd"\n'],
];

const brackets = ['{', '}', '[', ']', '(', ')', ',', ';', ':', '=', '.', '..', '>=', '@', '-', '#', '"', '\n'];

/** What can happen to a text, by name. */
export const mutations: Readonly<Record<string, Mutation>> = {
  flipBits: (text, dice) => {
    const at = dice.below(text.length);
    const code = text.charCodeAt(at) || 0;
    return splice(text, at, at + 1, String.fromCharCode(code ^ (1 << dice.below(dice.pick([7, 8, 16])))));
  },
  flipByte: (text, dice) => {
    const bytes = Buffer.from(text);
    if (bytes.length > 0) bytes[dice.below(bytes.length)]! ^= 1 << dice.below(8);
    return bytes.toString('utf8');
  },
  insertBracket: insert(brackets),
  insertStrangeText: insert(strangeText),
  delete: (text, dice) => splice(text, ...stretch(text, dice), ''),
  duplicate: (text, dice) => {
    const [start, end] = stretch(text, dice);
    return splice(text, end, end, text.slice(start, end));
  },
  repeat: (text, dice) => {
    const start = dice.below(text.length);
    const piece = text.slice(start, start + 1 + dice.below(20));
    return splice(text, start, start, piece.repeat(1 + dice.below(dice.pick([4, 40, 400]))));
  },
  move: (text, dice) => {
    const [start, end] = stretch(text, dice);
    const rest = splice(text, start, end, '');
    const to = dice.below(rest.length + 1);
    return splice(rest, to, to, text.slice(start, end));
  },
  swapTokens: (text, dice) =>
    eachToken(text, pieces => {
      const [a, b] = [dice.below(pieces.length), dice.below(pieces.length)];
      [pieces[a], pieces[b]] = [pieces[b]!, pieces[a]!];
    }),
  borrowToken: replace(/\S/, (dice, pieces) => dice.pick(pieces)),
  changeNumber: replace(/^[-+]?\d/, dice => dice.pick(strangeNumbers)),
  changeName: replace(/^[A-Za-z]/, (dice, pieces) => dice.pick(pieces.filter(piece => /^[A-Za-z]/.test(piece)))),
  nest: (text, dice) => {
    const [open, close] = dice.pick([
      ['{', '}'],
      ['[', ']'],
      ['(', ')'],
      ['a { ', ' }'],
      ['each [', ']'],
    ] as const);
    const [start, end] = stretch(text, dice);
    const depth = 1 + dice.below(dice.pick([3, 100]));
    return splice(text, start, end, open.repeat(depth) + text.slice(start, end) + close.repeat(depth));
  },
  lineEnds: (text, dice) => text.replaceAll('\n', dice.pick(['\r\n', '\r', '\n\n', ' ', '\u2028'])),
  cutOff: (text, dice) => text.slice(0, dice.below(text.length + 1)),
  splice: (text, dice, other) => {
    const donor = other();
    return splice(text, ...stretch(text, dice), donor.slice(...stretch(donor, dice)));
  },
  crossOver: (text, dice, other) => {
    const donor = other();
    return text.slice(0, dice.below(text.length + 1)) + donor.slice(dice.below(donor.length));
  },
};
