import { expect, it } from 'vitest';

import { diagnostic } from '../../grammar/diagnostic.js';

const missing = diagnostic<{ name: string }>('KD9998', {
  severity: 'error',
  title: 'for this test',
  text: ({ name }) => `no \`${name}\``,
  help: ({ name }) => `declare \`${name}\``,
  page: '',
});

it('a message shows the beginning and the end of a name that nobody would read whole', () => {
  const span = { source: { path: 'a.kd', text: 'x' }, start: 0, end: 1 };
  const name = `a${'-'.repeat(1_000_000)}z`;

  const long = missing.at(span, { name });
  const short = missing.at(span, { name: 'short' });

  expect(long.message).toMatch(/^no `a-{78,}…-{38,}z`$/);
  expect(`${long.message}${long.help}`.length).toBeLessThan(300);
  expect(short.message).toBe('no `short`');
});
