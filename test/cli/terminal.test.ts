import { describe, expect, it } from 'vitest';

import { settleColour, wantsColour } from '../../src/cli/terminal.js';

describe('colour', () => {
  it.each([
    [{}, true, true],
    [{}, false, false],
    [{ TERM: 'dumb' }, true, false],
    [{ NO_COLOR: '1' }, true, false],
    [{ NO_COLOR: '' }, true, true],
    [{ FORCE_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '0' }, true, false],
    [{ FORCE_COLOR: 'false' }, true, false],
    [{ NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
  ])('with %j on a terminal (%s): %s', (env, isTty, expected) => {
    expect(wantsColour(env, isTty)).toBe(expected);
  });

  it('is told to libraries that do not know NO_COLOR, without the contradiction that Node warns of', () => {
    const env: Record<string, string> = { NO_COLOR: '1', FORCE_COLOR: '3' };

    settleColour(env);

    expect(env).toEqual({ FORCE_COLOR: '0' });
  });
});
