import { diagnostic } from '../diagnostic.js';

/* KD12xx: declarations, `use` and `let`. */

export const stray = diagnostic('KD1201', {
  severity: 'error',
  title: 'something that does not belong here',
  text: (c: { found: string; where: Place }) => `unexpected ${c.found}`,
  help: c => expected[c.where],
  page: 'A file consists of declarations such as `teacher wide { … }`, of `use "file.kd"` and `let name = value`; a block of settings, each a name and one value: `epochs 12`. Here stands something that is none of these. The rest of its line is not read; reading goes on at the next one. Two values behind one name need a list: `seed [1, 2]`.',
});

export const missingName = diagnostic('KD1202', {
  severity: 'error',
  title: 'a declaration without a name',
  text: (c: { kind: string }) => `this ${c.kind} has no name`,
  help: c =>
    c.kind === 'let' ? 'write `let name = value`' : `write \`${c.kind} name { … }\`, the name without quotes`,
  page: 'Every declaration has a name on the line of its first word: `teacher wide { … }`, `let budget = 12`. It is a word, never a string.',
});

export const reservedName = diagnostic('KD1203', {
  severity: 'error',
  title: 'a declaration named by a word of the language',
  text: (c: { name: string }) => `\`${c.name}\` is a word of the language and cannot be declared`,
  help: c => `choose another name, such as \`my-${c.name}\``,
  page: 'The words `dataset`, `teacher`, `ensemble`, `student`, `concept`, `strategy`, `experiment`, `use`, `let`, `each` and `extends` say what a line means, so nothing can be declared under them: `teacher student { … }` is wrong. Longer names that contain them are fine: `teacher-1`.',
});

export const missingBlock = diagnostic('KD1204', {
  severity: 'error',
  title: 'a declaration without a block',
  text: (c: { kind: string; name: string }) => `${c.kind} \`${c.name}\` has no block`,
  help: c => `write \`${c.kind} ${c.name} { … }\``,
  page: 'What is declared stands in braces behind the name: `student tiny { net mlp(32) }`. The brace may open on the next line.',
});

export const missingBase = diagnostic('KD1205', {
  severity: 'error',
  title: '`extends` without a name',
  text: () => '`extends` has no name behind it',
  help: 'write `extends name`, on one line',
  page: 'Behind `extends` stands the name of the declaration whose settings are taken over: `experiment longer extends weighting { … }`.',
});

export const missingPath = diagnostic('KD1206', {
  severity: 'error',
  title: '`use` without a path',
  text: () => '`use` needs a path in double quotes, on its line',
  help: 'write `use "shared/concepts.kd"`',
  page: 'Behind `use` stands the path of another file as a string, relative to the file it is written in: `use "shared/concepts.kd"`.',
});

export const missingEquals = diagnostic('KD1207', {
  severity: 'error',
  title: '`let` without `=`',
  text: (c: { name: string }) => `no \`=\` behind \`let ${c.name}\``,
  help: c => `write \`let ${c.name} = value\``,
  page: 'A constant is written with one `=` between its name and its value: `let budget = 12`.',
});

export type Place = keyof typeof expected;

const expected = {
  file: 'a declaration, such as `teacher wide { … }`, `use` or `let` belongs here',
  block: 'a setting belongs here: a name and one value, such as `epochs 12`',
  list: 'values belong here, with commas between them',
  arguments: 'arguments belong here, such as `14, width: 32`',
  value: 'a value belongs here, such as `12`, `"text"`, `[1, 2]` or `mlp(64)`',
  header: 'behind the name of a declaration belongs its block: `{ … }`',
} as const;
