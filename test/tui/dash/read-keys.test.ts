import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readKeys } from '../../../src/tui/dash/read-keys.js';

describe('readKeys', () => {
  it.each([
    ['j', ['j']],
    ['\u001B[A\u001B[B\u001BOC\u001B[D', ['up', 'down', 'right', 'left']],
    ['\u001B', ['esc']],
    ['\u001B[5~\u001B[6~', ['page-up', 'page-down']],
    ['\r\t \u007F', ['enter', 'tab', 'space', 'backspace']],
    ['\u0003\u001A\f', ['ctrl-c', 'ctrl-z', 'ctrl-l']],
    ['gG温', ['g', 'G', '温']],
    ['\u001B[200~', []],
    ['\u0001', []],
  ])('reads %j as %j', (sent, keys) => {
    expect(readKeys(sent)).toEqual(keys);
  });

  it('finds in any text only whole characters and names', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), sent => {
        for (const key of readKeys(sent))
          expect(key.length > 1 ? [...key].length === 1 || /^[a-z-]+$/.test(key) : true).toBe(true);
      }),
    );
  });
});
