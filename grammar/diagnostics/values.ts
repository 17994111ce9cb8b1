import { diagnostic } from '../diagnostic.js';

/* KD13xx: settings, values, lists and arguments. */

export const missingValue = diagnostic('KD1301', {
  severity: 'error',
  title: 'a name without its value',
  text: (c: { name: string; below?: boolean }) => `\`${c.name}\` has no value on its line`,
  help: c => (c.below ? 'the value must begin on the line of the name' : `write \`${c.name} value\``),
  page: 'Behind the name of a setting stands its value, on the same line: `epochs 12`. Only a block may open on the next line. So something forgotten is found where it is missing, not three lines below.',
});

export const foreignSeparator = diagnostic('KD1302', {
  severity: 'error',
  title: '`:` or `=` behind the name of a setting',
  text: (c: { separator: string; name: string }) => `no \`${c.separator}\` belongs behind \`${c.name}\``,
  help: c => `write \`${c.name}\` and its value, with a space between`,
  page: 'Between a setting and its value stands a space: `epochs 12`, not `epochs: 12` or `epochs = 12`. Only arguments have a colon, `resnet(depth: 14)`, and only `let` has an equals sign. The file is read as if the sign were not there.',
});

export const settingComma = diagnostic('KD1303', {
  severity: 'error',
  title: 'a comma between settings',
  text: () => 'no comma belongs between settings',
  help: 'a space or a new line is enough; `;` is allowed',
  page: 'Settings follow one another without commas: `train { epochs 20  batch 128 }`. A semicolon is allowed. Commas stand only in lists `[1, 2]` and arguments `(64, 64)`.',
});

export const dashList = diagnostic('KD1304', {
  severity: 'error',
  title: 'a list written with dashes',
  text: () => 'a list is written in brackets, not with dashes',
  help: 'write `[first, second]`',
  page: 'Lists stand in brackets with commas: `members [wide, deep]`. Lines that begin with `-`, as in YAML, are recognised and reported, but not read.',
});

export const missingOperand = diagnostic('KD1305', {
  severity: 'error',
  title: 'something that needs a value behind it',
  text: (c: { behind: string }) => `no value behind \`${c.behind}\``,
  help: c => operands[c.behind] ?? 'write a value behind it, on the same line',
  page: 'Behind `each` stands a list, a range or the name of a constant, behind `..` and behind a comparison a number, always on the same line: `seed each 1..5`, `require accuracy >= 88%`.',
});

export const missingComma = diagnostic('KD1306', {
  severity: 'error',
  title: 'a missing comma',
  text: (c: { next: string }) => `no comma before ${c.next}`,
  help: 'write a comma between the two',
  page: 'Between the values of a list and between arguments stand commas: `[1, 2, 3]`, `mlp(512, 512)`. One behind the last is allowed. The file is read as if they were there.',
});

export const surplusComma = diagnostic('KD1307', {
  severity: 'error',
  title: 'a comma with nothing before it',
  text: () => 'no value before this comma',
  help: 'take the comma away, or write the value that is missing',
  page: 'A comma stands behind each value of a list but the last, where it may: `[1, 2]` or `[1, 2,]`, not `[1,, 2]` or `[, 1]`.',
});

export const argumentColon = diagnostic('KD1308', {
  severity: 'error',
  title: 'an argument without its colon',
  text: (c: { name: string }) => `no \`:\` behind the argument \`${c.name}\``,
  help: c => `write \`${c.name}: value\``,
  page: 'An argument with a name is written with a colon: `resnet(depth: 14)`, not `resnet(depth 14)` or `resnet(depth = 14)`. Only the settings of a block do without.',
});

export const lateArgument = diagnostic('KD1309', {
  severity: 'error',
  title: 'an argument without a name behind one with a name',
  text: () => 'an argument without a name must come before those with one',
  help: 'move it to the front, or give it its name',
  page: 'Arguments without a name go by their place, so they come first: `resnet(14, width: 32)`, not `resnet(width: 32, 14)`.',
});

export const reservedValue = diagnostic('KD1310', {
  severity: 'error',
  title: 'a word of the language where a value belongs',
  text: (c: { word: string }) => `\`${c.word}\` is a word of the language and no value`,
  help: 'write a value; a text stands in double quotes',
  page: 'The words `use`, `let`, `each` and `extends` have their own meaning and are no values. `each` begins an axis: `seed each 1..5`. A text stands in quotes: `about "use with care"`.',
});

export const eachOfComparison = diagnostic('KD1311', {
  severity: 'error',
  title: '`each` before a comparison',
  text: (c: { operator: string }) => `\`each\` goes over values, not over a comparison with \`${c.operator}\``,
  help: 'write `each` before a list or a range',
  page: 'Behind `each` stands a list, a range, or a constant that is one: `temperature each [2, 4]`. A comparison such as `accuracy >= 88%` is one demand and cannot be an axis.',
});

export const bareList = diagnostic('KD1312', {
  severity: 'error',
  title: 'several values without brackets',
  text: (c: { name: string }) => `several values of \`${c.name}\` need brackets around them`,
  help: c => `write \`${c.name} [first, second]\``,
  page: 'A setting has one value. Several are a list, in brackets: `measure [accuracy, nll]`, not `measure accuracy, nll`. A number has no commas either: `10_000`, not `10,000`.',
});

const operands: Readonly<Record<string, string>> = {
  each: 'write a list or a range behind it, on the same line: `each [1, 2]`',
  '..': 'write the last number of the range: `1..5`',
};
