import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, print } from '../../grammar/index.js';
import { anyTree } from './arbitraries.js';
import { plain } from './trees.js';

const read = (text: string) => parse({ path: 'test.kd', text });

describe('print', () => {
  it('writes a text that means the same tree', () => {
    fc.assert(
      fc.property(anyTree, tree => {
        const { tree: again, diagnostics } = read(print(tree));

        expect(diagnostics).toEqual([]);
        expect(plain(again)).toEqual(plain(tree));
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(anyTree, tree => {
        const once = print(tree);

        expect(print(read(once).tree)).toBe(once);
      }),
      { numRuns: 100 },
    );
  }, 60_000);

  it('keeps what is short on its line and spreads what is long', () => {
    const { tree } = read(
      'let a=1 ; let b = "x" teacher wide { net mlp( 512,512 ) ; train { epochs 3 } }\n' +
        `experiment first { about "${'long '.repeat(20)}"  seed each [1,2]  train { epochs 3 batch 128 } }`,
    );

    const text = print(tree);

    expect(text).toBe(`let a = 1
let b = "x"

teacher wide { net mlp(512, 512)  train { epochs 3 } }

experiment first {
  about "${'long '.repeat(20)}"
  seed each [1, 2]
  train { epochs 3  batch 128 }
}
`);
  });

  it('writes a single value', () => {
    const { tree } = read('let a = kd { temperature 4 }');
    const [item] = tree.items;

    const text = item?.kind === 'Let' ? print(item.value) : undefined;

    expect(text).toBe('kd { temperature 4 }');
  });
});
