import { expect, it } from 'vitest';

import { playHistory } from '../schedule/histories/play.js';
import { amount, since, writeResults } from './results.js';

const seed = amount('LONG_SEED', 1);
const histories = amount('LONG_HISTORIES', 100_000);

it(`the schedule keeps its laws over ${histories} random histories`, () => {
  const started = performance.now();
  const complaints: string[] = [];
  for (let index = 0; index < histories; index++) complaints.push(...playHistory(seed, index));

  writeResults('Random histories of the schedule', {
    histories: histories.toLocaleString('en'),
    time: since(started),
    seed,
    complaints: complaints.length,
  });
  expect(complaints.slice(0, 20)).toEqual([]);
});
