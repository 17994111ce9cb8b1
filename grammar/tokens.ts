import { createToken, type ITokenConfig, Lexer, type TokenType } from './chevrotain.js';

/*
 * Every token of the language, and one for every habit of another language that we recognise, so that nothing an
 * author writes is a hole in the text. Categories say where a token may stand; the grammar asks for categories.
 */

const token = (name: string, config: Omit<ITokenConfig, 'name'> = {}): TokenType =>
  createToken({ name, pattern: Lexer.NA, ...config });

/** Letters outside ASCII, roughly: enough to read `größe` as one word. */
const foreign = '\\u00c0-\\u1fff\\u2c00-\\u2dff\\u3040-\\ud7ff\\uf900-\\ufaff';

/** Whatever may stand in a skipped line: everything but brackets, `,` and `;`. */
export const Skippable = token('Skippable');
/** Whatever begins neither a setting nor a value. */
const Junk = token('Junk', { categories: [Skippable] });
/** A word: names a setting, whether or not it is reserved. */
export const Word = token('Word', { categories: [Skippable] });
/** A word that may be a value. */
export const Plain = token('Plain', { categories: [Word] });
/** `use`, `let` and `extends`: words that are no value. (`each` begins one.) */
export const Reserved = token('Reserved', { categories: [Word] });
/** A literal: a value of one token. */
export const Literal = token('Literal', { categories: [Skippable] });

const WhiteSpace = token('WhiteSpace', { pattern: /[ \t\r\n]+/, line_breaks: true, group: Lexer.SKIPPED });
const Comment = token('Comment', { pattern: /#[^\r\n]*/, group: 'comments' });
const LineComment = token('LineComment', { pattern: /\/\/[^\r\n]*/, group: 'foreign' });
/** Goes to the end of the text where it is not closed, so that the text is searched only once. */
const BlockComment = token('BlockComment', {
  pattern: (text: string, offset: number) => {
    if (!text.startsWith('/*', offset)) return null;
    const close = text.indexOf('*/', offset + 2);
    return [text.slice(offset, close < 0 ? text.length : close + 2)];
  },
  line_breaks: true,
  start_chars_hint: ['/'],
  group: 'foreign',
});

export const BadWord = token('BadWord', {
  pattern: new RegExp(`[A-Za-z][\\w-]*[${foreign}][\\w${foreign}-]*|[_${foreign}][\\w${foreign}-]*`),
  categories: [Plain],
});
const Name = token('Name', { pattern: /[A-Za-z][\w-]*/, longer_alt: BadWord, categories: [Plain] });
export const Use = keyword('use', Reserved);
export const Let = keyword('let', Reserved);
export const Extends = keyword('extends', Reserved);
export const Each = keyword('each', Word);

/** A number and whatever sticks to it, where that makes it none: `12x`, `1.`, `.5`, `1__0`, `12-3`. */
export const BadNumber = token('BadNumber', {
  pattern: /-?\.?\d(?:[\w%]+|\.(?!\.)|-(?=\w))*/,
  categories: [Literal],
});
export const NumberLiteral = token('NumberLiteral', {
  pattern: /-?\d+(?:_\d+)*(?:\.\d+(?:_\d+)*)?(?:[eE][+-]?\d+)?(?:%|[KMG]i?B|min|ms|[shd])?/,
  longer_alt: BadNumber,
  categories: [Literal],
});

export const TextLiteral = token('TextLiteral', {
  pattern: /"[^"\\\r\n]*(?:\\[^\r\n][^"\\\r\n]*)*"/,
  categories: [Literal],
});
/** To the end of its line; or to the closing quote, where that ends a later line. */
export const UnclosedText = token('UnclosedText', {
  pattern: matchUnclosedText,
  line_breaks: true,
  start_chars_hint: ['"'],
  categories: [Literal],
});
export const ForeignText = token('ForeignText', {
  pattern: /'[^'\r\n]*'|`[^`\r\n]*`|[\u2018-\u201f][^\u2018-\u201f"\r\n]*[\u2018-\u201f"]/,
  start_chars_hint: ["'", '`', ...'\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f'],
  categories: [Literal],
});
/** Stands for a group of brackets that was too deep to be read. */
export const Hole = token('Hole', { categories: [Literal] });

export const LeftCurly = token('LeftCurly', { pattern: '{' });
export const RightCurly = token('RightCurly', { pattern: '}' });
export const LeftSquare = token('LeftSquare', { pattern: '[' });
export const RightSquare = token('RightSquare', { pattern: ']' });
export const LeftRound = token('LeftRound', { pattern: '(' });
export const RightRound = token('RightRound', { pattern: ')' });
/** A closing bracket that closes nothing. */
export const Surplus = token('Surplus');

export const Semicolon = token('Semicolon', { pattern: ';' });
export const Comma = token('Comma', { pattern: ',' });
/** `:` or `=`: what other languages write between a name and its value. */
export const Separator = token('Separator', { categories: [Junk] });
export const Colon = token('Colon', { pattern: ':', categories: [Separator] });
export const Equals = token('Equals', { pattern: '=', categories: [Separator] });
export const DotDot = token('DotDot', { pattern: '..', categories: [Junk] });
const Dot = token('Dot', { pattern: '.', categories: [Junk] });
export const Compare = token('Compare', { pattern: /[<>]=?/, categories: [Junk] });
export const Dash = token('Dash', { pattern: /-+/, categories: [Skippable] });

/** Characters of no meaning: read over. */
export const Unknown = token('Unknown', {
  pattern: new RegExp(`[^\\s\\w"#(){}[\\]:;,=<>.\u2018-\u201f${foreign}-]+|[^]`),
  start_chars_hint: everyFirstCharacter(),
  categories: [Skippable],
});

/** In the order in which they are tried. */
export const lexicon: readonly TokenType[] = [
  ...[WhiteSpace, Comment, LineComment, BlockComment],
  ...[Use, Let, Extends, Each, Name, BadWord, NumberLiteral, BadNumber, TextLiteral, UnclosedText, ForeignText],
  ...[LeftCurly, RightCurly, LeftSquare, RightSquare, LeftRound, RightRound],
  ...[Semicolon, Comma, Colon, Equals, DotDot, Dot, Compare, Dash, Unknown],
];

/** All the grammar knows: the lexicon, its categories, and what the balancing of brackets puts in. */
export const vocabulary: readonly TokenType[] = [
  ...lexicon,
  ...[Skippable, Junk, Word, Plain, Reserved, Literal, Separator, Hole, Surplus],
];

/** A keyword loses to a longer name: `each-one` is a name. */
function keyword(word: string, category: TokenType): TokenType {
  return token(word[0]?.toUpperCase() + word.slice(1), {
    pattern: word,
    longer_alt: [BadWord, Name],
    categories: [category],
  });
}

function matchUnclosedText(text: string, offset: number): [string] | null {
  if (text[offset] !== '"') return null;
  const next = text.indexOf('"', offset + 1);
  const rest = /[^\r\n]*/y;
  if (next > 0) {
    rest.lastIndex = next + 1;
    const behind = rest.exec(text)?.[0] ?? '';
    if (/^[\s\])},;]*(?:#|$)/.test(behind) && !text.slice(offset, next).includes('#'))
      return [text.slice(offset, next + 1)];
  }
  rest.lastIndex = offset;
  return [rest.exec(text)?.[0] ?? '"'];
}

/** Chevrotain looks tokens up by their first character: 0 to 255 one by one, the others in groups of 255. */
function everyFirstCharacter(): number[] {
  const single = Array.from({ length: 257 }, (_, code) => code);
  const groups = Array.from({ length: 256 }, (_, group) => (group + 2) * 255);
  return [...single, ...groups];
}
