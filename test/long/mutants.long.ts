import { expect, it } from 'vitest';

import { judgeMutants } from '../check/mutants/judge.js';
import { amount, since, writeResults } from './results.js';

const seed = amount('LONG_SEED', 1);
const wanted = amount('LONG_MUTANTS', 1_000_000);
const minutes = amount('LONG_MUTANTS_MINUTES', 40);
/** Of one file of a few hundred characters; generous, for other work may share the machine. */
const mostMs = 5_000;
const batch = 1_000;

it(`${wanted} damaged files are checked without a crash, each in seconds at most`, () => {
  const started = performance.now();
  const complaints: string[] = [];
  let slowest = { index: 0, ms: 0 };
  let done = 0;
  for (; done < wanted && performance.now() - started < minutes * 60_000; done += batch) {
    const judged = judgeMutants(seed, done, Math.min(done + batch, wanted), mostMs);
    complaints.push(...judged.complaints);
    if (judged.slowest.ms > slowest.ms) slowest = judged.slowest;
    if (done % (20 * batch) === 0) console.log(`${done} after ${since(started)}, ${complaints.length} complaints`);
  }

  done = Math.min(done, wanted);
  writeResults('Damaged files through the checker', {
    files: `${done.toLocaleString('en')} of ${wanted.toLocaleString('en')} in ${since(started)}`,
    'a second': Math.round(done / ((performance.now() - started) / 1000)),
    seed,
    complaints: complaints.length,
    slowest: `${slowest.ms.toFixed()} ms (number ${slowest.index})`,
  });
  expect(complaints.slice(0, 20)).toEqual([]);
});
