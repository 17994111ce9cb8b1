import { diagnostic } from '../diagnostic.js';

/* KD11xx: brackets. */

export const unclosedBracket = diagnostic('KD1101', {
  severity: 'error',
  title: 'a bracket that is never closed',
  text: (c: Unclosed) => `\`${c.opening}\` is never closed`,
  help: c => `missing \`${c.closer}\` to close ${describe(c)} opened at line ${c.line}`,
  page: 'Every `{`, `[` and `(` needs its `}`, `]` or `)`. The opening bracket is blamed, not the end of the file. Where several could be meant, the indentation decides: a line that is indented no deeper than the line of the bracket lies outside of it.',
});

export const surplusBracket = diagnostic('KD1102', {
  severity: 'error',
  title: 'a closing bracket too many',
  text: (c: { found: string }) => `${c.found} closes nothing`,
  help: 'take it away, or open it where its contents begin',
  page: 'Here stands a `}`, `]` or `)` for which no bracket is open. Take it away, or write the opening one that is missing: `net mlp 64)` should be `net mlp(64)`.',
});

export const wrongBracket = diagnostic('KD1103', {
  severity: 'error',
  title: 'a closing bracket of the wrong kind',
  text: (c: { found: string; opening: string; wanted: string }) => `\`${c.opening}\` is closed by \`${c.found}\``,
  help: c => `write \`${c.wanted}\``,
  page: 'Lists stand in `[ ]`, arguments in `( )`, settings in `{ }`. Here a bracket of one kind is closed by one of another, as in `[1, 2)`.',
});

export const tooDeep = diagnostic('KD1104', {
  severity: 'error',
  title: 'brackets nested too deeply',
  text: (c: { deepest: number }) => `more than ${c.deepest} levels of brackets`,
  help: 'declare the inner parts by name and use the names',
  page: 'Brackets may be nested 64 levels deep; what lies deeper is not read. Nothing that means anything needs a tenth of that.',
});

export const missingBrace = diagnostic('KD1105', {
  severity: 'error',
  title: 'a block without its opening brace',
  text: (c: { kind: string }) => `this ${c.kind} has no \`{\``,
  help: 'write its settings as `{ … }`, also where they are indented',
  page: 'What belongs to a declaration stands in braces: `teacher wide { net mlp(64) }`. Indentation means nothing. It was used here to guess which settings were meant, so that they are checked as well.',
});

interface Unclosed {
  readonly opening: string;
  readonly closer: string;
  readonly owner: string | undefined;
  readonly line: number;
}

function describe({ opening, owner }: Unclosed): string {
  if (opening === '{') return owner ? `the ${owner} block` : 'the block';
  if (opening === '[') return owner ? `the list of \`${owner}\`` : 'the list';
  return owner ? `the arguments of \`${owner}\`` : 'what was';
}
