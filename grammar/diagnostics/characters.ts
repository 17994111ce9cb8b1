import { diagnostic } from '../diagnostic.js';

/* KD10xx: characters and words. */

export const unknownCharacter = diagnostic('KD1001', {
  severity: 'error',
  title: 'a character that means nothing here',
  text: (c: { found: string }) => `${c.found} means nothing here`,
  help: c =>
    c.found === '`%`'
      ? 'a unit stands directly behind its number: `88%`'
      : 'take it away, or put the text it belongs to in double quotes',
  page: 'Outside of strings and comments a file consists of words, numbers and the signs `{ } [ ] ( ) , ; : = .. < > <= >=`. Anything else is read over, so that the rest of the file is still checked. There is no arithmetic: `epochs 3 * 4` is wrong, `epochs 12` is right. A unit stands directly behind its number: `88%`, not `88 %`.',
});

export const notUtf8 = diagnostic('KD1002', {
  severity: 'error',
  title: 'a file that is not UTF-8',
  text: () => 'the file is not valid UTF-8 from here on',
  help: 'save the file in the encoding UTF-8',
  page: 'A `.kd` file is text in UTF-8, with or without a byte-order mark. Here are bytes that are no such text: the file has another encoding, or is no text at all. Save it as UTF-8 in your editor.',
});

export const unclosedText = diagnostic('KD1003', {
  severity: 'error',
  title: 'a string without its closing quote',
  text: (c: { found: string }) => `the string ${c.found} is not closed on its line`,
  help: 'put `"` at its end; a line end inside a string is written `\\n`',
  page: 'A string begins and ends with a double quote, on one line: `about "three teachers"`. Where the second quote is missing, the string is taken to go on to the end of its line. A line end inside a string is written `\\n`, a double quote `\\"`.',
});

export const badEscape = diagnostic('KD1004', {
  severity: 'error',
  title: 'a backslash that escapes nothing',
  text: (c: { found: string }) => `${c.found} is no escape`,
  help: 'the escapes are `\\"`, `\\\\`, `\\n`, `\\t` and `\\u{…}`; a backslash itself is `\\\\`',
  page: 'Inside a string a backslash begins one of `\\"`, `\\\\`, `\\n`, `\\t`, or `\\u{…}` with the number of a Unicode character in hexadecimal, such as `\\u{1F600}`. Anything else behind a backslash is a mistake, most often a path of Windows: write `"data\\\\digits"` or, better, `"data/digits"`.',
});

export const badNumber = diagnostic('KD1005', {
  severity: 'error',
  title: 'a number that is none',
  text: (c: { found: string; isTooLarge?: boolean }) => `${c.found} is ${c.isTooLarge ? 'too large a' : 'no'} number`,
  help: c => (c.isTooLarge ? undefined : helpForNumber(c.found.replaceAll('`', ''))),
  page: 'A number is digits, with `_` between them if you like, a point with a digit on both sides, an exponent, and a unit directly behind: `12`, `-1_000`, `0.5`, `5e-4`, `88%`, `2h`, `4GiB`. Wrong are `1.`, `.5`, `1__0`, `12x`, `12-3` (there is no arithmetic) and numbers too large for a computer. The units are `%`, `ms s min h d`, `KB MB GB` and `KiB MiB GiB`.',
});

export const badWord = diagnostic('KD1006', {
  severity: 'error',
  title: 'a word that may not be a name',
  text: (c: { found: string }) => `${c.found} is no name`,
  help: 'a name is an ASCII letter, then letters, digits, `-` and `_`',
  page: 'A name begins with one of the letters `a` to `z` or `A` to `Z`; behind it come letters, digits, `-` and `_`: `wide`, `stage-1`, `label_smoothing`. Other letters may stand in strings and comments. A class whose name is no such word is written as a string: `classes("Größe")`.',
});

export const foreignQuotes = diagnostic('KD1007', {
  severity: 'error',
  title: 'a string in quotes of another kind',
  text: (c: { found: string }) => `a string has double quotes: ${c.found}`,
  help: 'write it as `"…"`',
  page: 'A string stands in plain double quotes: `about "three teachers"`. Single quotes, back quotes and the curly quotes that word processors put in are recognised and reported; the file is read as if they were right.',
});

export const foreignComment = diagnostic('KD1008', {
  severity: 'error',
  title: 'a comment in the manner of another language',
  text: (c: { found: string }) => `a comment begins with \`#\`, not with ${c.found}`,
  help: 'write `# …`, on every line of the comment',
  page: 'A comment begins with `#` and goes on to the end of its line. `// …` and `/* … */` are recognised and reported; the file is read as if they were comments.',
});

export const unclosedComment = diagnostic('KD1009', {
  severity: 'error',
  title: 'a comment that does not end',
  text: () => 'the comment that `/*` opens has no end',
  help: 'write `# …`, on every line of the comment',
  page: 'A comment begins with `#` and goes on to the end of its line. Here `/*` opens a comment in the manner of other languages and no `*/` closes it, so nothing behind it could be read.',
});

export const tooLong = diagnostic('KD1010', {
  severity: 'error',
  title: 'a file that is too long',
  text: (c: { length: number; longest: number }) =>
    `the file has ${c.length} characters, at most ${c.longest} are read`,
  help: 'split it into files and join them by `use`',
  page: 'A `.kd` file may have a million characters or so, which is more than anyone writes by hand. A longer one is most likely no `.kd` file at all. Split a file that is by `use "part.kd"`.',
});

function helpForNumber(found: string): string {
  const digits = /^(-?)(\d*)\.?(\d*)$/.exec(found);
  if (digits) {
    const [, sign = '', whole = '', fraction = ''] = digits;
    if (!whole) return `write \`${sign}0.${fraction}\``;
    return `write \`${sign}${whole}\` or \`${sign}${whole}.0\``;
  }
  if (/^-?\d+-/.test(found)) return 'there is no arithmetic: write the result';
  if (/_/.test(found)) return '`_` stands between two digits';
  if (/^-?[\d.]+[A-Za-z%]+$/.test(found)) return 'the units are `%`, `ms s min h d`, `KB MB GB` and `KiB MiB GiB`';
  return 'write digits, one point at most, and a unit directly behind';
}
