import { PassThrough } from 'node:stream';

import type { Terminal } from '../../src/cli/terminal.js';

export interface TestTerminal extends Terminal {
  stdout(): string;
  stderr(): string;
}

/** A terminal that remembers what it was told: no colour, 80 columns, an empty environment. */
export function terminalOf(given: Partial<Terminal>): TestTerminal {
  let [out, err] = ['', ''];
  return {
    out: text => {
      out += text;
    },
    err: text => {
      err += text;
    },
    stdout: () => out,
    stderr: () => err,
    colour: { out: false, err: false },
    isTty: { in: false, out: false, err: false },
    columns: 80,
    env: {},
    cwd: '/',
    typed: [],
    progress: new PassThrough() as unknown as NodeJS.WriteStream,
    onInterrupt: () => () => {},
    onKey: () => () => {},
    onInput: () => () => {},
    input: async () => '',
    ...given,
  };
}
