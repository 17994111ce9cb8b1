import { describe, expect, it } from 'vitest';

import type { FailureReason } from '../../src/plan/index.js';
import { begin, type Decision, step } from '../../src/schedule/step.js';
import { wantedSlots } from '../../src/schedule/wanted-slots.js';
import { idOf, planOf } from '../helpers/plans.js';

const isDone = (): boolean => false;
const flat = (count: number, retries = 0) =>
  planOf(Array.from({ length: count }, (_, index) => ({ name: `${index}`, retries })));

const startsOf = ({ commands }: Decision): string[] =>
  commands.flatMap(command => (command.type === 'start-job' ? `${command.job.label} in ${command.slot}` : []));
const closesOf = ({ commands }: Decision): string[] =>
  commands.flatMap(command => (command.type === 'close-slot' ? `${command.slot} ${command.because}` : []));

/** A run of as many jobs as nobody will do, on cards of which some are there. */
function onCards(jobs: number, { slots = 2, workers = 4, open = [0, 1], retries = 0 } = {}) {
  let decision = begin(flat(jobs, retries), { slots, workers, open, isDone });
  const running = new Map<number, string>();
  const follow = (next: Decision): Decision => {
    decision = next;
    for (const command of next.commands) if (command.type === 'start-job') running.set(command.slot, command.job.label);
    return next;
  };
  follow(decision);
  const told = (event: Parameters<typeof step>[1]): Decision => follow(step(decision.state, event));
  return {
    first: decision,
    told,
    wanted: (): number => wantedSlots(decision.state.run),
    fail: (slot: number, reason: FailureReason): Decision =>
      told({ type: 'job-failed', job: idOf(running.get(slot)!), slot, reason }),
    finish: (slot: number): Decision => told({ type: 'job-finished', job: idOf(running.get(slot)!), slot }),
  };
}

describe('a slot of a run on cards', () => {
  it('is used from when it has a card, until it is given back for want of work', () => {
    const run = onCards(2, { open: [] });

    expect(startsOf(run.first)).toEqual([]);
    expect(startsOf(run.told({ type: 'slot-opened', slot: 1 }))).toEqual(['0 in 1']);
    expect(startsOf(run.finish(1))).toEqual(['1 in 1']);
    expect(closesOf(run.told({ type: 'slot-idle', slot: 1 }))).toEqual([]);
    run.told({ type: 'slot-opened', slot: 0 });
    expect(closesOf(run.told({ type: 'slot-idle', slot: 0 }))).toEqual(['0 idle']);
    expect(closesOf(run.told({ type: 'slot-idle', slot: 0 }))).toEqual([]);
  });

  it.each<FailureReason>(['crashed', 'lost', 'out-of-memory', 'defect'])(
    'is given up where three jobs in a row end by %s',
    reason => {
      const run = onCards(6);
      const closed = [0, 0, 0].flatMap(slot => closesOf(run.fail(slot, reason)));

      expect(closed).toEqual(['0 quarantined']);
    },
  );

  it.each<FailureReason>(['diverged', 'refused', 'timed-out', 'unreadable'])(
    'is not to blame where jobs end by %s',
    reason => {
      const run = onCards(8);

      expect([0, 0, 0, 0, 0].flatMap(slot => closesOf(run.fail(slot, reason)))).toEqual([]);
    },
  );

  it('is not given up for one job that fails time and again, nor after one that went well between', () => {
    const one = onCards(3, { retries: 5 });
    const between = onCards(8);

    expect([0, 0, 0, 0].flatMap(slot => closesOf(one.fail(slot, 'crashed')))).toEqual([]);
    const closed = [
      ...[0, 0].flatMap(slot => closesOf(between.fail(slot, 'crashed'))),
      ...closesOf(between.finish(0)),
      ...[0, 0].flatMap(slot => closesOf(between.fail(slot, 'crashed'))),
    ];
    expect(closed).toEqual([]);
  });

  it('is never given up where it is the last', () => {
    const run = onCards(12);

    expect([0, 0, 0].flatMap(slot => closesOf(run.fail(slot, 'crashed')))).toEqual(['0 quarantined']);
    expect([1, 1, 1, 1].flatMap(slot => closesOf(run.fail(slot, 'crashed')))).toEqual([]);
  });

  it('is used after one with fewer failures, so that a job is tried again elsewhere', () => {
    const run = onCards(1, { retries: 2 });

    expect(startsOf(run.first)).toEqual(['0 in 0']);
    expect(startsOf(run.fail(0, 'crashed'))).toEqual(['0 in 1']);
  });
});

describe('a run on cores', () => {
  it('never gives a slot up, and wants none', () => {
    let decision = begin(flat(9), { slots: 2, isDone });

    for (const name of ['0', '2', '3', '4']) {
      decision = step(decision.state, { type: 'job-failed', job: idOf(name), slot: 0, reason: 'crashed' });
      expect(closesOf(decision)).toEqual([]);
      expect(wantedSlots(decision.state.run)).toBe(0);
    }
  });
});

describe('how many more slots are wanted', () => {
  it('is as many as there are jobs that could start, and workers for them', () => {
    expect(onCards(5, { slots: 4, open: [] }).wanted()).toBe(4);
    expect(onCards(2, { slots: 4, open: [] }).wanted()).toBe(2);
    expect(onCards(5, { slots: 4, workers: 2, open: [0] }).wanted()).toBe(1);
    expect(onCards(5, { slots: 4, workers: 1, open: [2] }).wanted()).toBe(0);
  });

  it('is none in a pause, while one runs alone, or when nothing new is started', () => {
    const paused = onCards(5, { slots: 4, open: [0] });
    const stopped = onCards(5, { slots: 4, open: [0] });
    const alone = onCards(3, { slots: 4, open: [0], retries: 1 });

    paused.told({ type: 'pause-asked' });
    stopped.told({ type: 'stop-asked' });
    alone.fail(0, 'out-of-memory');
    expect([paused.wanted(), stopped.wanted(), alone.wanted()]).toEqual([0, 0, 0]);
  });
});
