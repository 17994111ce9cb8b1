import { describe, expect, it } from 'vitest';
import { frameSource } from '../../src/tui/frame-source.js';
import { begun, cellsDone, epoch, events, started, startMs } from '../report/helpers/history.js';
import { metric, samplePlan } from '../report/helpers/sample-plan.js';

const screen = { columns: 80, rows: 24, unicode: true, colour: false, interrupt: 'ends-run' } as const;

function sourceAt(clock: { ms: number }): { source: ReturnType<typeof frameSource>; told: () => number } {
  const source = frameSource(
    samplePlan(),
    metric,
    () => screen,
    () => clock.ms,
  );
  let times = 0;
  source.subscribe(() => times++);
  return { source, told: () => times };
}

describe('frameSource', () => {
  it('makes one frame of many events', () => {
    const { source, told } = sourceAt({ ms: startMs });
    const before = source.frame();
    for (const event of events(cellsDone([[0.9, 0.91, 0.92]]))) source.onEvent(event);
    const between = source.frame();

    source.tick();

    expect(between).toBe(before);
    expect(source.frame().counts).toBe('3/9 trials, 8/20 jobs');
    expect(told()).toBe(1);
  });

  it('makes no frame where there is nothing new, but lets the clock go on', () => {
    const clock = { ms: startMs };
    const { source, told } = sourceAt(clock);
    for (const event of events([
      [0, started],
      [0, begun('teacher')],
      [0, epoch('teacher', 1, {}, 2)],
    ]))
      source.onEvent(event);

    for (const ms of [0, 250, 500, 750, 1000]) {
      clock.ms = startMs + ms;
      source.tick();
    }

    expect(told()).toBe(2);
    expect(source.frame().clock).toMatch(/^0:01, about /);
  });

  it('only ever adds announcements, and stops at so many', () => {
    const { source } = sourceAt({ ms: startMs });
    const failures = Array.from({ length: 600 }, (_, seq) => ({ ...events(cellsDone([[0.9]])).at(-1)!, seq }));

    failures.forEach(source.onEvent);
    source.tick();

    expect(source.frame().announcements.map(({ key }) => key)).toEqual(Array.from({ length: 500 }, (_, key) => key));
  });
});
