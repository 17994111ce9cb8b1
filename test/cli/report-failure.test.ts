import { readFileSync, rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import { CommandError } from '../../src/cli/command-error.js';
import { reportFailure } from '../../src/cli/report-failure.js';
import { Bug } from '../../src/lib/bug.js';
import { StoreError } from '../../src/store/index.js';
import { terminalOf } from './terminal-of.js';

describe('what ended a command', () => {
  it('by a mistake of the command line is told with help, and ends with 2', () => {
    const terminal = terminalOf({});

    const code = reportFailure(new CommandError('no run is named `x`', 2, 'did you mean `y`?'), terminal);

    expect(terminal.stderr()).toBe('error: no run is named `x`\nhelp: did you mean `y`?\n');
    expect(code).toBe(2);
  });

  it('by the store ends with 3', () => {
    expect(reportFailure(new StoreError('/x: the disk is full'), terminalOf({}))).toBe(3);
  });

  it('by a defect ends with 70 and says where the log is, with all causes in it', () => {
    const terminal = terminalOf({ typed: ['exp', 'run'] });

    const code = reportFailure(new Bug('impossible', { cause: new Error('deep down') }), terminal);

    const path = terminal.stderr().match(/report it with (\S+)/)![1]!;
    const log = readFileSync(path, 'utf8');
    rmSync(path);
    expect(code).toBe(70);
    expect(log).toContain('kd exp run');
    expect(log).toMatch(/impossible[\s\S]*deep down/);
  });

  it('sends no control character to the terminal', () => {
    const terminal = terminalOf({});

    reportFailure(new CommandError('\u001b[2Jgone\nsecond line'), terminal);

    expect(terminal.stderr()).toBe('error: ␛[2Jgone\nsecond line\n');
  });
});
