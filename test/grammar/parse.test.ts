import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, positionOf, type SyntaxTree } from '../../grammar/index.js';
import { KdParser } from '../../grammar/parser.js';
import { anyMutation, anyScript, anyText } from './arbitraries.js';
import { plain, spansOf } from './trees.js';

const read = (text: string) => parse({ path: 'test.kd', text });
const codes = (text: string) => read(text).diagnostics.map(({ code }) => code);

describe('the grammar', () => {
  it('has no ambiguity but those it declares', () => {
    expect(() => new KdParser({ skipValidations: false })).not.toThrow();
  });
});

describe('a number', () => {
  it.each([
    ['12', 12, undefined],
    ['-1_000.5e3', -1000500, undefined],
    ['5e-4', 0.0005, undefined],
    ['88%', 88, '%'],
    ['2h', 2, 'h'],
    ['1.5min', 1.5, 'min'],
    ['300ms', 300, 'ms'],
    ['4GiB', 4, 'GiB'],
    ['4GB', 4, 'GB'],
  ])('%s is read with its unit apart', (text, value, unit) => {
    const { tree, diagnostics } = read(`let a = ${text}`);

    expect(diagnostics).toEqual([]);
    expect(tree.items[0]).toMatchObject({ value: { kind: 'Number', value, unit } });
  });
});

describe('a string', () => {
  it('has its escapes resolved', () => {
    const { tree } = read(String.raw`let a = "\"\\\n\t\u{1F600}#"`);

    expect(plain(tree).items[0]).toMatchObject({ value: { kind: 'Text', value: '"\\\n\t\u{1F600}#' } });
  });
});

describe('a file', () => {
  it('may begin with a byte-order mark, which is no column', () => {
    const source = { path: 'test.kd', text: '\uFEFFteacher { }' };
    const [diagnostic] = parse(source).diagnostics;

    expect(diagnostic?.code).toBe('KD1202');
    expect(positionOf(source, diagnostic?.span.start ?? -1)).toEqual({ line: 1, column: 1 });
  });

  it('may have line ends of Windows', () => {
    const text = 'teacher wide {\r\n  net mlp(3) # small\r\n  epochs\r\n  seed 3\r\n}\r\n';

    expect(codes(text)).toEqual(['KD1301']);
    expect(codes(text.replace('  epochs\r\n', ''))).toEqual([]);
  });

  it('that is not UTF-8 is one mistake', () => {
    expect(codes('teacher \uFFFD\uFFFD wide { net \uFFFD }\n\uFFFD')).toEqual(['KD1002']);
  });

  it('nests 64 levels deep and no deeper', () => {
    const nested = (depth: number) => `let a = ${'['.repeat(depth)}${']'.repeat(depth)}`;

    expect(codes(nested(64))).toEqual([]);
    expect(codes(nested(65))).toEqual(['KD1104']);
    expect(codes(`let a = ${'['.repeat(1000)}`)).toEqual(['KD1104']);
  });

  it('with more than a hundred mistakes ends with how many more there are', () => {
    const { diagnostics } = read('let a = 12x\n'.repeat(250));

    expect(diagnostics).toHaveLength(101);
    expect(diagnostics.at(-1)).toMatchObject({ code: 'KD1901', message: 'and 150 more' });
  });

  it('that is too long is not read', () => {
    expect(codes('['.repeat(10_000_000))).toEqual(['KD1010']);
  });

  it.each([
    '[',
    '(',
    '}',
    '"',
    '1',
    'a',
    '1 ',
    '1\n',
    'a ',
    'a\n',
    'a(',
    '{[(',
    '(]',
    '- ',
    '@ ',
    'ö ',
    'a: ',
    '/*',
    '"\n',
  ])('of nothing but %j is read to its end', piece => {
    const { tree } = read(piece.repeat(20_000));

    expect(tree.span.end).toBe(20_000 * piece.length);
  });

  it('keeps a declaration that has no block, so that its name is known', () => {
    const { tree } = read('student wide');

    expect(plain(tree).items[0]).toMatchObject({ name: { text: 'wide' }, block: { settings: [], partial: true } });
  });
});

describe('whatever is written', () => {
  it.each([
    ['any text', anyText],
    ['any pieces of the language', anyScript],
    ['a valid file with pieces taken out, doubled and moved', anyMutation],
  ])(
    '%s gives a tree and diagnostics inside of the text, in order',
    (_, texts) => {
      fc.assert(
        fc.property(texts, text => {
          const { tree, diagnostics } = read(text);
          const spans = [...spansOf(tree), ...diagnostics.flatMap(d => [d.span, ...d.related.map(({ span }) => span)])];
          const starts = diagnostics.map(({ span }) => span.start);

          expect(spans.filter(({ start, end }) => start < 0 || start > end || end > text.length)).toEqual([]);
          expect(starts).toEqual(starts.toSorted((a, b) => a - b));
        }),
        { numRuns: 500 },
      );
    },
    60_000,
  );

  it('is missing or partial in the tree only where a mistake was reported', () => {
    fc.assert(
      fc.property(anyScript, text => {
        const { tree, diagnostics } = read(text);

        expect(isWhole(tree) || diagnostics.length > 0).toBe(true);
      }),
      { numRuns: 1000 },
    );
  }, 60_000);
});

function isWhole(tree: SyntaxTree): boolean {
  return !/"kind":"Missing"|"partial":true/.test(JSON.stringify(plain(tree)));
}
