import { describe, expect, it } from 'vitest';

import { CheckpointClock } from '../../src/worker/checkpoint-clock.js';

describe('the next checkpoint', () => {
  it('is due first after half a minute', () => {
    const clock = new CheckpointClock(1_000);

    expect([clock.isDue(30_999), clock.isDue(31_000)]).toEqual([false, true]);
  });

  it('waits as long as keeps its cost at a fiftieth of the time', () => {
    const clock = new CheckpointClock(0);

    clock.wrote(30_000, 32_000);

    expect([clock.isDue(131_999), clock.isDue(132_000)]).toEqual([false, true]);
  });

  it('is not due more often than every half minute, however cheap it is', () => {
    const clock = new CheckpointClock(0);

    clock.wrote(30_000, 30_001);

    expect([clock.isDue(60_000), clock.isDue(60_001)]).toEqual([false, true]);
  });

  it('is due as often as was asked for, whatever it costs', () => {
    const clock = new CheckpointClock(0, 10);

    clock.wrote(10, 1_010);

    expect([clock.isDue(1_019), clock.isDue(1_020)]).toEqual([false, true]);
  });
});
