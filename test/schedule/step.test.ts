import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { type FailureReason, isTransient, type Job, type JobId, type Plan } from '../../src/plan/index.js';
import type { Command } from '../../src/schedule/command.js';
import type { ScheduleEvent } from '../../src/schedule/schedule-event.js';
import { begin, type Decision, type ScheduleOptions, step } from '../../src/schedule/step.js';
import { anyPlan, idOf, planOf, type Sketch } from '../helpers/plans.js';

const oneSlot: ScheduleOptions = { slots: 1, isDone: () => false };

/** Commands as people would note them down: `start a`, `cancel b because a`. */
const noted = (names: readonly string[], { commands }: Decision): string[] => {
  const nameOf = (id: string): string => names.find(name => idOf(name) === id) ?? id;
  return commands.map(command => {
    switch (command.type) {
      case 'start-job':
        return `start ${command.job.label} in ${command.slot}`;
      case 'cancel-job':
        return `cancel ${nameOf(command.job)} because ${nameOf(command.because)}`;
      case 'finish-run':
        return `finish ${command.state}`;
      case 'give-up-cell':
        return `give up cell ${command.cell.cell}`;
      case 'close-slot':
        return `close ${command.slot}: ${command.because}`;
      default:
        return `${command.type} ${nameOf(command.job)}`;
    }
  });
};

/** Plays events against a plan; what each decision commanded. */
function play(
  sketches: readonly Sketch[],
  options: Partial<ScheduleOptions>,
  ...events: readonly ScheduleEvent[]
): string[][] {
  const names = sketches.map(sketch => sketch.name);
  let decision = begin(planOf(sketches), { ...oneSlot, ...options });
  const notes = [noted(names, decision)];
  for (const event of events) {
    decision = step(decision.state, event);
    notes.push(noted(names, decision));
  }
  return notes;
}

const finished = (name: string, slot = 0): ScheduleEvent => ({ type: 'job-finished', job: idOf(name), slot });
const failed = (name: string, reason: FailureReason, slot = 0): ScheduleEvent => ({
  type: 'job-failed',
  job: idOf(name),
  slot,
  reason,
});

describe('step', () => {
  it('starts what a job needs before the job, and finishes when all is done', () => {
    const notes = play(
      [{ name: 'teacher' }, { name: 'student', needs: ['teacher'] }],
      { slots: 2 },
      finished('teacher'),
      finished('student'),
    );

    expect(notes).toEqual([['start teacher in 0'], ['start student in 0'], ['finish done']]);
  });

  it('starts the longest path first, not the longest job', () => {
    const notes = play(
      [
        { name: 'long', work: 5 },
        { name: 'first', work: 1 },
        { name: 'last', needs: ['first'], work: 9 },
      ],
      {},
      finished('first'),
      finished('last'),
    );

    expect(notes).toEqual([['start first in 0'], ['start last in 0'], ['start long in 0']]);
  });

  it('cancels what needs a failed job, names that job, and goes on with the rest', () => {
    const notes = play(
      [
        { name: 'teacher', work: 9 },
        { name: 'other' },
        { name: 'student', needs: ['teacher'] },
        { name: 'test', needs: ['student'] },
      ],
      {},
      failed('teacher', 'diverged'),
      finished('other'),
    );

    expect(notes).toEqual([
      ['start teacher in 0'],
      ['cancel student because teacher', 'cancel test because teacher', 'start other in 0'],
      ['finish failed'],
    ]);
  });

  it('does not run what only canceled jobs would have needed', () => {
    const notes = play(
      [
        { name: 'weak', work: 9 },
        { name: 'shared' },
        { name: 'own' },
        { name: 'x', needs: ['weak', 'own', 'shared'] },
        { name: 'y', needs: ['shared'] },
      ],
      {},
      failed('weak', 'refused'),
    );

    expect(notes[1]).toEqual(['cancel x because weak', 'cancel own because not-needed', 'start shared in 0']);
  });

  it('tries a transient failure again up to the limit, a lasting one never', () => {
    const [start, again] = ['start job in 0', ['retry-job job', 'start job in 0']];
    const job = [{ name: 'job', retries: 2 }];
    const crash = failed('job', 'crashed');

    expect(play(job, {}, crash, crash, crash)).toEqual([[start], again, again, ['finish failed']]);
    expect(play(job, {}, failed('job', 'diverged'))).toEqual([[start], ['finish failed']]);
  });

  it('runs neither what the store has nor what only that would have needed', () => {
    const isDone = (id: JobId): boolean => id === idOf('student');
    const notes = play(
      [{ name: 'teacher' }, { name: 'student', needs: ['teacher'] }, { name: 'test', needs: ['student'] }],
      { isDone },
    );

    expect(notes).toEqual([['cancel teacher because not-needed', 'start test in 0']]);
  });

  it('is done at once where the store has everything', () => {
    expect(play([{ name: 'job' }], { isDone: () => true })).toEqual([['finish done']]);
  });

  it('stops by starting nothing new and asking what runs to stop', () => {
    const notes = play(
      [{ name: 'a' }, { name: 'b' }],
      {},
      { type: 'stop-asked' },
      { type: 'stop-asked' },
      { type: 'kill-asked' },
      { type: 'job-stopped', job: idOf('a'), slot: 0 },
    );

    expect(notes).toEqual([
      ['start a in 0'],
      ['cancel b because stopped', 'stop-job a'],
      [],
      ['kill-job a'],
      ['finish stopped'],
    ]);
  });

  it('is done, not stopped, where what ran at the stop was the last and ended well', () => {
    expect(play([{ name: 'a' }], {}, { type: 'stop-asked' }, finished('a')).at(-1)).toEqual(['finish done']);
  });

  it('fails fast where that is asked for', () => {
    const notes = play(
      [{ name: 'a', work: 2 }, { name: 'b' }, { name: 'c' }],
      { slots: 2, failFast: true },
      failed('a', 'diverged'),
      { type: 'job-stopped', job: idOf('b'), slot: 1 },
    );

    expect(notes.slice(1)).toEqual([['cancel c because fail-fast', 'stop-job b'], ['finish failed']]);
  });

  it('refuses a state that was used already', () => {
    const { state } = begin(planOf([{ name: 'a' }]), oneSlot);
    step(state, { type: 'stop-asked' });

    expect(() => step(state, { type: 'stop-asked' })).toThrow('used already');
  });
});

/** What happens next, chosen by numbers: to which running job, and what. */
type Choice = { readonly which: number; readonly what: Happening };
type Happening = 'finish' | FailureReason | 'stop' | 'kill';

const anyHistory = (): fc.Arbitrary<Choice[]> =>
  fc.array(
    fc.record({
      which: fc.nat(),
      what: fc.oneof(
        { weight: 12, arbitrary: fc.constant<Happening>('finish') },
        { weight: 4, arbitrary: fc.constantFrom<Happening>('crashed', 'lost', 'diverged', 'timed-out') },
        { weight: 1, arbitrary: fc.constantFrom<Happening>('stop', 'kill') },
      ),
    }),
    { minLength: 1, maxLength: 40 },
  );

/** All that happened in a run, in order. */
type Moment = ScheduleEvent | Command;

/** Plays choices, again from the first when they run out, until nothing runs; a worker that is asked to stop or killed does so. */
function replay(plan: Plan, choices: readonly Choice[], options: ScheduleOptions): Moment[] {
  const moments: Moment[] = [];
  const running = new Map<number, Job>();
  const asked = new Set<number>();
  let decision = begin(plan, options);
  for (let turn = 0; ; turn++) {
    for (const command of decision.commands) {
      if (command.type === 'start-job') running.set(command.slot, command.job);
      if (command.type === 'stop-job' || command.type === 'kill-job') asked.add(command.slot);
      moments.push(command);
    }
    if (running.size === 0) return moments;
    const event = nextEvent(choices[turn % choices.length]!, turn < choices.length, running, asked);
    if ('slot' in event) {
      running.delete(event.slot);
      asked.delete(event.slot);
    }
    moments.push(event);
    decision = step(decision.state, event);
  }
}

function nextEvent(
  { which, what }: Choice,
  isFirstRound: boolean,
  running: Map<number, Job>,
  asked: Set<number>,
): ScheduleEvent {
  if (what === 'stop' || what === 'kill') {
    if (isFirstRound) return { type: what === 'stop' ? 'stop-asked' : 'kill-asked' };
    return nextEvent({ which, what: 'finish' }, isFirstRound, running, asked);
  }
  const [slot, job] = [...running][which % running.size]!;
  if (asked.has(slot) && which % 2 === 0) return { type: 'job-stopped', job: job.id, slot };
  return what === 'finish'
    ? { type: 'job-finished', job: job.id, slot }
    : { type: 'job-failed', job: job.id, slot, reason: what };
}

const anyRun = () =>
  fc
    .record({
      plan: anyPlan(),
      history: anyHistory(),
      slots: fc.integer({ min: 1, max: 4 }),
      failFast: fc.boolean(),
      cached: fc.nat(),
    })
    .map(({ plan, history, slots, failFast, cached }) => {
      const done = new Set(plan.jobs.filter((_, index) => (cached >> index) % 4 === 1).map(job => job.id));
      const moments = replay(plan, history, { slots, failFast, isDone: id => done.has(id) });
      return { plan, done, moments, slots, failFast, history };
    });

type Run = ReturnType<typeof anyRun> extends fc.Arbitrary<infer R> ? R : never;

const always = (holds: (run: Run) => void): void => fc.assert(fc.property(anyRun(), holds), { numRuns: 300 });

const isStart = (moment: Moment) => moment.type === 'start-job';
const ofType = <T extends Moment['type']>(moments: readonly Moment[], type: T) =>
  moments.filter((moment): moment is Extract<Moment, { type: T }> => moment.type === type);

describe('step, whatever happens in whatever order', () => {
  it('never gives one slot to two jobs, nor one job to two slots', () => {
    always(({ moments, slots }) => {
      const running = new Map<number, JobId>();
      for (const moment of moments) {
        if (moment.type === 'start-job') {
          expect(moment.slot).toBeLessThan(slots);
          expect(running.has(moment.slot)).toBe(false);
          expect([...running.values()]).not.toContain(moment.job.id);
          running.set(moment.slot, moment.job.id);
        }
        if (moment.type === 'job-finished' || moment.type === 'job-failed' || moment.type === 'job-stopped')
          running.delete(moment.slot);
      }
    });
  });

  it('never starts a job before all it needs is done, and leaves no slot free while one is ready', () => {
    always(({ plan, done, moments, slots }) => {
      const finishedJobs = new Set(done);
      let free = slots;
      const settled = new Set<JobId>(done);
      let isStopping = false;
      for (const [at, moment] of moments.entries()) {
        if (moment.type === 'start-job') {
          expect(moment.job.needs.filter(need => !finishedJobs.has(need))).toEqual([]);
          settled.add(moment.job.id);
          free--;
        }
        if (moment.type === 'job-finished') finishedJobs.add(moment.job);
        if (moment.type === 'cancel-job') settled.add(moment.job);
        if (moment.type === 'retry-job') settled.delete(moment.job);
        if (moment.type === 'stop-asked' || moment.type === 'kill-asked' || moment.type === 'stop-job')
          isStopping = true;
        const next = moments[at + 1];
        if (isEvent(moment) && 'slot' in moment) free++;
        if (next && isEvent(next) && free > 0 && !isStopping)
          expect(
            plan.jobs.filter(job => !settled.has(job.id) && job.needs.every(need => finishedJobs.has(need))),
          ).toEqual([]);
      }
    });
  });

  it('starts none while another that is ready has a longer path to the end, or ends a trial at next to no cost', () => {
    always(({ plan, done, moments }) => {
      const finishedJobs = new Set(done);
      const open = new Set(plan.jobs.filter(job => !done.has(job.id)).map(job => job.id));
      for (const moment of moments)
        if (moment.type === 'cancel-job' && moment.because === 'not-needed') open.delete(moment.job);
      for (const moment of moments) {
        if (moment.type === 'cancel-job') open.delete(moment.job);
        if (moment.type === 'retry-job') open.add(moment.job);
        if (moment.type === 'job-finished') finishedJobs.add(moment.job);
        if (moment.type !== 'start-job') continue;
        open.delete(moment.job.id);
        const others = plan.jobs.filter(job => open.has(job.id) && job.needs.every(need => finishedJobs.has(need)));
        for (const other of others) expect(priority(plan, moment.job)).toBeGreaterThanOrEqual(priority(plan, other));
      }
    });
  });

  it('ends each run once, as its last word, with every job settled', () => {
    always(({ plan, done, moments }) => {
      const ended = moments.flatMap(moment =>
        moment.type === 'job-finished' || moment.type === 'job-stopped' ? [moment.job] : [],
      );
      const canceled = ofType(moments, 'cancel-job').map(moment => moment.job);
      const lastFailures = moments.flatMap((moment, at) =>
        moment.type === 'job-failed' && moments[at + 1]?.type !== 'retry-job' ? [moment.job] : [],
      );

      expect(ofType(moments, 'finish-run')).toHaveLength(1);
      expect(moments.at(-1)?.type).toBe('finish-run');
      expect([...done, ...ended, ...canceled, ...lastFailures].sort()).toEqual(plan.jobs.map(job => job.id).sort());
    });
  });

  it('tries a job once more at most as often as its limit says, and only after a transient failure', () => {
    always(({ plan, moments }) => {
      for (const job of plan.jobs) {
        const starts = moments.filter(moment => moment.type === 'start-job' && moment.job.id === job.id).length;
        expect(starts).toBeLessThanOrEqual(job.limits.retries + 1);
      }
      for (const [at, moment] of moments.entries())
        if (moment.type === 'retry-job')
          expect(isTransient((moments[at - 1] as { reason: FailureReason }).reason)).toBe(true);
    });
  });

  it('cancels because of a job only what needs it, directly or not, and all of that', () => {
    always(({ plan, done, moments }) => {
      const canceled = ofType(moments, 'cancel-job');
      for (const { job, because } of canceled)
        if (plan.jobs.some(({ id }) => id === because)) expect([...upstream(plan, job, done)]).toContain(because);
      const failures = moments.flatMap((moment, at) =>
        moment.type === 'job-failed' && moments[at + 1]?.type !== 'retry-job' ? [moment.job] : [],
      );
      for (const { id } of plan.jobs)
        if (!done.has(id) && failures.some(failure => upstream(plan, id, done).has(failure)))
          expect(canceled.map(({ job }) => job)).toContain(id);
    });
  });

  it('runs every trial to its result where nothing fails and nobody stops it', () => {
    fc.assert(
      fc.property(anyPlan(), fc.integer({ min: 1, max: 4 }), (plan, slots) => {
        const moments = replay(plan, [{ which: 1, what: 'finish' }], { slots, isDone: () => false });

        expect(moments.filter(isStart)).toHaveLength(plan.jobs.length);
        expect(moments.at(-1)).toEqual({ type: 'finish-run', state: 'done' });
      }),
    );
  });

  it('decides the same again', () => {
    always(({ plan, done, moments, slots, failFast, history }) => {
      expect(replay(plan, history, { slots, failFast, isDone: id => done.has(id) })).toEqual(moments);
    });
  });
});

const isEvent = (moment: Moment): moment is ScheduleEvent => /^job-|-asked$/.test(moment.type);

function priority(plan: Plan, job: Job): number {
  const longest = Math.max(...plan.jobs.map(each => pathLength(plan, each)));
  const isLeaf = !plan.jobs.some(({ needs }) => needs.includes(job.id));
  return isLeaf && job.work <= 0.05 * longest ? Number.POSITIVE_INFINITY : pathLength(plan, job);
}

function pathLength(plan: Plan, job: Job): number {
  const after = plan.jobs.filter(({ needs }) => needs.includes(job.id)).map(dependent => pathLength(plan, dependent));
  return job.work + Math.max(0, ...after);
}

/** What a job waits for, directly or not: what is done already stands between. */
function upstream(plan: Plan, id: JobId, done: ReadonlySet<JobId>): Set<JobId> {
  const needs = plan.jobs.find(job => job.id === id)?.needs.filter(need => !done.has(need)) ?? [];
  return new Set(needs.flatMap(need => [need, ...upstream(plan, need, done)]));
}
