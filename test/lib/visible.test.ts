import { describe, expect, it } from 'vitest';

import { printable, visible } from '../../src/lib/visible.js';

const hostile = 'a\u001b]0;title\u0007b\u009b31mc\u202ed\u2028e\u007f\rf\u0000';

describe('printable', () => {
  it('lets through no character that steers a terminal or turns the writing round', () => {
    const output = printable(hostile, true);

    expect(output).toBe('a\\u001b]0;title\\u0007b\\u009b31mc\\u202ed\\u2028e\\u007f\\u000df\\u0000');
  });

  it('leaves JSON the same value', () => {
    const output = printable(JSON.stringify({ [hostile]: hostile }, undefined, 2), false);

    expect(JSON.parse(output)).toEqual({ [hostile]: hostile });
    expect(output).not.toMatch(/[\u007f-\u009f\u202e\u2028]/);
  });

  it('leaves lines, tabs, and a return that writes its line over', () => {
    expect(printable('\rdone\n\tall\n', false)).toBe('\rdone\n\tall\n');
  });

  it('leaves colours only where colour is on, and never what conceals or inverts', () => {
    const red = '\u001b[31mred\u001b[39m';

    expect(printable(red, true)).toBe(red);
    expect(printable(red, false)).toBe('\\u001b[31mred\\u001b[39m');
    expect(printable('\u001b[8msecret\u001b[7m', true)).not.toContain('\u001b');
  });
});

describe('visible', () => {
  it('shows what it does not send', () => {
    expect(visible('\u001b[2J\u202e')).toBe('␛[2J\ufffd');
  });
});
