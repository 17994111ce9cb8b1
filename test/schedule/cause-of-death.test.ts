import { expect, it } from 'vitest';

import { causeOfDeath, countOomKills } from '../../src/schedule/cause-of-death.js';

const aborted = { code: null, signal: 'SIGABRT' } as const;
const killed = { code: null, signal: 'SIGKILL' } as const;

it.each([
  [
    "V8's words",
    'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\n 1: 0xb8ced1 node::Abort()',
  ],
  ["the words of C++'s allocator", "terminate called after throwing an instance of 'std::bad_alloc'"],
])('%s about memory tell the cause', (_, lastWords) => {
  expect(causeOfDeath(aborted, lastWords, 0)).toEqual({
    reason: 'out-of-memory',
    text: 'died by SIGABRT for want of memory',
  });
});

it('a kill that the kernel did not count was made by somebody', () => {
  expect(causeOfDeath(killed, '', countOomKills())).toEqual({ reason: 'crashed', text: 'died by SIGKILL' });
});

it('a kill while the kernel counted one was for want of memory', () => {
  const before = countOomKills() - 1;

  expect(causeOfDeath(killed, '', before).reason).toBe('out-of-memory');
});

it('a death without a known cause repeats the last line', () => {
  expect(causeOfDeath({ code: 7, signal: null }, 'one\n  two  \n\n', 0).text).toBe(
    'left with code 7; its last words: two',
  );
});

it('a death by an error that Node reports repeats the line that names the error', () => {
  const words =
    "node:internal\n  throw err;\n\nError: Cannot find module 'x'\n    at f (a.js:1:1) {\n  code: 'Y'\n}\n\nNode.js v20.20.2\n";

  expect(causeOfDeath({ code: 1, signal: null }, words, 0).text).toBe(
    "left with code 1; its last words: Error: Cannot find module 'x'",
  );
});
