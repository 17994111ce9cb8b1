import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { JobId, Plan } from '../../src/plan/index.js';
import type { Command } from '../../src/schedule/command.js';
import type { GivenUpCell } from '../../src/schedule/early-stop.js';
import { type RunEvent, unfinishedRun } from '../../src/schedule/index.js';
import type { ScheduleEvent } from '../../src/schedule/schedule-event.js';
import { begin, type ScheduleOptions, step } from '../../src/schedule/step.js';
import { idOf } from '../helpers/plans.js';
import { ofType, runOf, storyOf } from '../helpers/run-of.js';
import { type Racer, race } from './helpers/race.js';

const workerProgram = join(import.meta.dirname, 'programs', 'trains.mjs');

/** Two cells of two seeds, the second of which is given up when its first seed has trained for an epoch. */
const duel: readonly Racer[] = [{ accuracies: [0.9, 0.9] }, { accuracies: [0.5, 0.5] }];

const epoch = (name: string, accuracy: number): ScheduleEvent => ({
  type: 'epoch-finished',
  job: idOf(name),
  epoch: 1,
  epochs: 3,
  metrics: { accuracy },
});

function noted(plan: Plan, commands: readonly Command[]): string[] {
  const nameOf = (id: string): string => plan.jobs.find(job => job.id === id)?.label ?? id;
  return commands.map(command => {
    switch (command.type) {
      case 'start-job':
        return `start ${command.job.label}`;
      case 'cancel-job':
        return `cancel ${nameOf(command.job)}: ${command.because}`;
      case 'finish-run':
        return `finish ${command.state}`;
      case 'give-up-cell':
        return `give up ${command.cell.cell}`;
      case 'close-slot':
        return `close ${command.slot}: ${command.because}`;
      default:
        return `${command.type} ${nameOf(command.job)}`;
    }
  });
}

/** What each event commanded, and first what the beginning did. */
function play(plan: Plan, options: Partial<ScheduleOptions>, ...events: readonly ScheduleEvent[]): string[][] {
  let decision = begin(plan, { slots: 4, isDone: () => false, ...options });
  const notes = [noted(plan, decision.commands)];
  for (const event of events) {
    decision = step(decision.state, event);
    notes.push(noted(plan, decision.commands));
  }
  return notes;
}

const stoppedIn = (slot: number, name: string): ScheduleEvent => ({ type: 'job-stopped', job: idOf(name), slot });
const finishedIn = (slot: number, name: string): ScheduleEvent => ({ type: 'job-finished', job: idOf(name), slot });
const decisive = [epoch('train-0-0', 0.9), epoch('train-1-0', 0.5)];

describe('a cell that is given up', () => {
  it('has its running jobs stopped and its waiting ones canceled', () => {
    const notes = play(race(duel), { slots: 3 }, ...decisive, stoppedIn(2, 'train-1-0'));

    expect(notes).toEqual([
      ['start train-0-0', 'start train-0-1', 'start train-1-0'],
      [],
      [
        'give up 1',
        'cancel test-1-0: stopped-early',
        'stop-job train-1-0',
        'cancel train-1-1: stopped-early',
        'cancel test-1-1: stopped-early',
      ],
      ['cancel train-1-0: stopped-early'],
    ]);
  });

  it('neither fails nor stops the run', () => {
    const notes = play(
      race(duel),
      { isDone: id => id === idOf('train-0-1') || id === idOf('test-0-1') || id === idOf('test-1-1') },
      ...decisive,
      stoppedIn(1, 'train-1-0'),
      finishedIn(0, 'train-0-0'),
      finishedIn(0, 'test-0-0'),
    );

    expect(notes.at(-1)).toEqual(['finish done']);
  });

  it.each(['crashed', 'diverged'] as const)('is not tried again where its job %s instead of stopping', reason => {
    const failure: ScheduleEvent = { type: 'job-failed', job: idOf('train-1-0'), slot: 2, reason };

    const notes = play(race(duel), { slots: 3 }, ...decisive, failure);

    expect(notes.at(-1)).toEqual(['cancel train-1-0: stopped-early']);
  });

  it('has those seeds measured that were trained before', () => {
    const notes = play(
      race(duel),
      { slots: 4 },
      decisive[0]!,
      finishedIn(3, 'train-1-1'),
      decisive[1]!,
      finishedIn(3, 'test-1-1'),
    );

    expect(notes[2]).toEqual(['start test-1-1']);
    expect(notes[3]).toEqual(['give up 1', 'cancel test-1-0: stopped-early', 'stop-job train-1-0']);
  });

  it('keeps what another experiment needs', () => {
    const plan = race(duel);
    const [experiment] = plan.experiments;
    const other = { ...experiment!, name: 'other', cells: [], trials: experiment!.trials.slice(2, 3) };
    const { stopEarly: _, ...unhurried } = other;

    const notes = play({ ...plan, experiments: [experiment!, unhurried] }, {}, ...decisive);

    expect(notes[2]).toEqual(['give up 1', 'cancel test-1-1: stopped-early', 'stop-job train-1-1']);
  });

  it('keeps the training whose product is the teacher of a student elsewhere', () => {
    const plan = race(duel);
    const student = { ...plan.jobs[0]!, id: idOf('student'), label: 'student', needs: [idOf('train-1-0')] };

    const notes = play({ ...plan, jobs: [...plan.jobs, student] }, {}, ...decisive);

    expect(notes[2]).toEqual([
      'give up 1',
      'cancel test-1-0: stopped-early',
      'cancel test-1-1: stopped-early',
      'stop-job train-1-1',
    ]);
  });

  it('is none after a request to stop: what runs is about to end', () => {
    const notes = play(race(duel), {}, decisive[0]!, { type: 'stop-asked' }, decisive[1]!);

    expect(notes.at(-1)).toEqual([]);
  });

  it('is none for the sake of one that failed since', () => {
    const three = race([{ accuracies: [0.5] }, { accuracies: [0.9] }, { accuracies: [0.4] }]);
    const heard = [epoch('train-0-0', 0.5), epoch('train-1-0', 0.9)];
    const failure: ScheduleEvent = { type: 'job-failed', job: idOf('train-1-0'), slot: 1, reason: 'diverged' };

    expect(play(three, {}, ...heard, epoch('train-2-0', 0.4)).at(-1)?.[0]).toBe('give up 2');
    expect(play(three, {}, ...heard, failure, epoch('train-2-0', 0.4)).at(-1)).toEqual([]);
  });

  it('stays given up for the next head', () => {
    const cell: GivenUpCell = {
      experiment: 0,
      cell: 1,
      epoch: 1,
      metric: 'accuracy',
      value: 0.5,
      seeds: 1,
      best: 0.9,
      needed: 0.9,
      cells: 2,
      places: 1,
    };

    const [first] = play(race(duel), { past: [{ type: 'cell-stopped-early', ...cell }] });

    expect(first).toEqual([
      'cancel train-1-0: stopped-early',
      'cancel test-1-0: stopped-early',
      'cancel train-1-1: stopped-early',
      'cancel test-1-1: stopped-early',
      'start train-0-0',
      'start train-0-1',
    ]);
  });
});

/** Which running job is heard of next, and what. */
interface Choice {
  readonly which: number;
  readonly what: 'epoch' | 'finish' | 'crash';
  readonly accuracy: number;
}

/** Plays choices, again from the first when they run out, until nothing runs. A job reports three epochs at most; one that was asked to stop may do so. */
function playOut(plan: Plan, slots: number, choices: readonly Choice[]): (Command | ScheduleEvent)[] {
  const moments: (Command | ScheduleEvent)[] = [];
  const running = new Map<
    number,
    { readonly job: JobId; readonly isTraining: boolean; epochs: number; isAsked: boolean }
  >();
  let decision = begin(plan, { slots, isDone: () => false });
  for (let turn = 0; ; turn++) {
    for (const command of decision.commands) {
      const at = 'slot' in command ? running.get(command.slot) : undefined;
      if (command.type === 'start-job')
        running.set(command.slot, {
          job: command.job.id,
          isTraining: command.job.spec.kind === 'train',
          epochs: 0,
          isAsked: false,
        });
      if (command.type === 'stop-job' && at) at.isAsked = true;
      moments.push(command);
    }
    if (running.size === 0) return moments;
    const { which, what, accuracy } = choices[turn % choices.length]!;
    const [slot, at] = [...running][which % running.size]!;
    const event = happening(what, accuracy, slot, at);
    if (event.type !== 'epoch-finished') running.delete(slot);
    moments.push(event);
    decision = step(decision.state, event);
  }
}

function happening(
  what: Choice['what'],
  accuracy: number,
  slot: number,
  at: { readonly job: JobId; readonly isTraining: boolean; epochs: number; isAsked: boolean },
): ScheduleEvent {
  const { job } = at;
  if (what === 'epoch' && at.isTraining && at.epochs < 3)
    return { type: 'epoch-finished', job, epoch: ++at.epochs, epochs: 4, metrics: { accuracy } };
  if (what === 'crash') return { type: 'job-failed', job, slot, reason: 'crashed' };
  return { type: at.isAsked ? 'job-stopped' : 'job-finished', job, slot };
}

it('ends every job once, starts none whose cell is given up, and never asks one of a baseline to stop', () => {
  const racer = fc.record({ isBaseline: fc.boolean(), accuracies: fc.constantFrom([0], [0, 0], [0, 0, 0]) });
  const choice: fc.Arbitrary<Choice> = fc.record({
    which: fc.nat(),
    what: fc.constantFrom('epoch', 'epoch', 'epoch', 'finish', 'crash'),
    accuracy: fc.integer({ min: 0, max: 5 }),
  });
  const racers = fc.array(racer, { minLength: 1, maxLength: 6 });
  const choices = fc.array(choice, { minLength: 1, maxLength: 60, size: 'max' });
  fc.assert(
    fc.property(racers, fc.integer({ min: 1, max: 5 }), choices, (drawn, slots, told) => {
      const plan = race(drawn);
      const moments = playOut(plan, slots, told);
      const protectedIds = drawn.flatMap(({ isBaseline }, cell) =>
        isBaseline ? [0, 1, 2].map(seed => idOf(`train-${cell}-${seed}`)) : [],
      );

      const lastOf = new Map<JobId, string>();
      for (const moment of moments) {
        if (moment.type === 'start-job') expect(lastOf.get(moment.job.id)).not.toBe('cancel-job');
        if ('job' in moment) lastOf.set(typeof moment.job === 'string' ? moment.job : moment.job.id, moment.type);
        if (moment.type === 'stop-job') expect(protectedIds).not.toContain(moment.job);
      }
      expect(moments.at(-1)?.type).toBe('finish-run');
      for (const { id } of plan.jobs) expect(['job-finished', 'job-failed', 'cancel-job']).toContain(lastOf.get(id));
    }),
    { numRuns: 300 },
  );
});

describe('a run that stops early, with real processes', () => {
  const plan = race([
    { accuracies: [0.9, 0.9] },
    { accuracies: [0.5, 0.5], waits: true },
    { accuracies: [0.95, 0.95] },
    { accuracies: [0.1], isBaseline: true },
    { accuracies: [0.4], waits: true },
  ]);
  const ends = (events: readonly RunEvent[]) =>
    Object.fromEntries(ofType(events, 'trial-finished').map(({ trial, state, because }) => [trial, because ?? state]));

  it('writes down each decision with its numbers, ends the jobs, and is done', async () => {
    const { events, outcome } = runOf(plan, { workers: 1, workerProgram });

    expect(await outcome).toBe('done');
    expect(ofType(events, 'cell-stopped-early')).toMatchObject([
      { experiment: 0, cell: 1, epoch: 1, metric: 'accuracy', value: 0.5, seeds: 1, best: 0.9, cells: 2, places: 1 },
      {
        experiment: 0,
        cell: 4,
        epoch: 1,
        metric: 'accuracy',
        value: 0.4,
        seeds: 1,
        best: 0.95,
        needed: 0.9,
        cells: 4,
        places: 2,
      },
    ]);
    expect(storyOf(events, 'train-1-0')).toEqual(['started', 'epoch-finished', 'stopped', 'canceled']);
    expect(storyOf(events, 'train-1-1')).toEqual(['canceled']);
    expect(new Set(ofType(events, 'job-canceled').map(({ because }) => because))).toEqual(new Set(['stopped-early']));
    expect(ends(events)).toEqual({
      'trial-0-0': 'done',
      'trial-0-1': 'done',
      'trial-1-0': 'stopped-early',
      'trial-1-1': 'stopped-early',
      'trial-2-0': 'done',
      'trial-2-1': 'done',
      'trial-3-0': 'done',
      'trial-4-0': 'stopped-early',
    });
  });

  it('does not try again what it gave up when it is gone on with', async () => {
    const stopped = runOf(plan, {
      workers: 1,
      workerProgram,
      onFact: (event, handle) => void (event.type === 'cell-stopped-early' && handle.ask({ type: 'stop' }, 'signal')),
    });
    expect(await stopped.outcome).toBe('stopped');

    const resumed = runOf(plan, {
      workers: 1,
      workerProgram,
      store: stopped.store,
      run: unfinishedRun(stopped.store, plan)!,
    });

    expect(await resumed.outcome).toBe('done');
    expect([...storyOf(resumed.events, 'train-1-0'), ...storyOf(resumed.events, 'train-1-1')]).toEqual([]);
    expect(ofType(resumed.events, 'cell-stopped-early')).toMatchObject([{ cell: 4, cells: 4 }]);
    expect(ends(resumed.events)['trial-1-0']).toBeUndefined();
  });

  it('judges by the epochs of what the store has from other runs', async () => {
    const first = runOf(plan, { workers: 1, workerProgram });
    await first.outcome;

    const again = runOf(plan, { workers: 1, workerProgram, store: first.store });

    expect(await again.outcome).toBe('done');
    expect(ofType(again.events, 'cell-stopped-early')).toMatchObject([
      { cell: 1 },
      { cell: 4, best: 0.95, needed: 0.9 },
    ]);
    expect(ofType(again.events, 'job-finished')).toEqual([]);
  });
});
