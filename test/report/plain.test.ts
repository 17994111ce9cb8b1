import { describe, expect, it } from 'vitest';
import { initialState, plainLog, type RunState, reduce, stateText } from '../../src/report/index.js';
import { begun, epoch, events, failed, finished, started, startMs, type Timed } from './helpers/history.js';
import { jobId, metric, samplePlan } from './helpers/sample-plan.js';

function logOf(history: readonly Timed[]): { lines: string; state: RunState; log: ReturnType<typeof plainLog> } {
  const log = plainLog(metric);
  const state = initialState(samplePlan());
  const lines = events(history).flatMap(event => log.onEvent(reduce(state, event), event));
  return { lines: `\n${lines.join('\n')}\n`, state, log };
}

describe('plainLog', () => {
  it('writes a line for each change of state, none for epochs and stored results', () => {
    const { lines } = logOf([
      [0, started],
      [0, { type: 'job-cached', job: jobId('teacher'), metrics: {}, warnings: [], seconds: 8 }],
      [1, begun('teacher-test')],
      [2, finished('teacher-test', 1.25, { accuracy: 0.9812, params: 12 })],
      [2, begun('train-0-1')],
      [4, epoch('train-0-1', 1, { hard: 2.3 })],
      [9, failed('train-0-1', 'crashed', 'ended by SIGKILL')],
      [9, { type: 'job-retried', job: jobId('train-0-1'), attempt: 2 }],
      [10, begun('train-0-1', 0, 2)],
      [10, { type: 'job-resumed', job: jobId('train-0-1'), attempt: 2, from: 1, epoch: 1, epochs: 4, step: 12 }],
      [11, { type: 'stop-asked', by: 'signal' }],
      [12, { type: 'job-stopped', job: jobId('train-0-1'), slot: 0 }],
      [12, { type: 'trial-finished', trial: 'first-01', state: 'canceled' }],
      [75, { type: 'run-finished', state: 'stopped' }],
    ]);

    expect(lines).toMatchInlineSnapshot(`
      "
          0:00  run 2026-11-22-0412-amber: 9 trials, 20 jobs, 2 workers
          0:01  started   teacher wide on test
          0:02  done      teacher wide on test in 1.3 s, accuracy 98.12 %
          0:02  started   cell 0, seed 1
          0:09  failed    cell 0, seed 1: crashed: ended by SIGKILL
          0:09  retried   cell 0, seed 1 (attempt 2)
          0:10  started   cell 0, seed 1 (attempt 2)
          0:10  resumed   cell 0, seed 1 from epoch 1
          0:11  stopping: 1 job under way may write a checkpoint
          0:12  stopped   cell 0, seed 1
          1:15  run 2026-11-22-0412-amber stopped: 0/9 trials, 2/20 jobs (1 from the store), 1 canceled
      "
    `);
  });

  it('tells of cards that are taken, given back and waited for', () => {
    const { lines, state } = logOf([
      [0, started],
      [0, { type: 'cards-awaited', text: 'GPU 0 is in use by another program' }],
      [5, { type: 'slot-opened', slot: 0, index: 0, uuid: 'GPU-1', name: 'NVIDIA H100' }],
      [9, { type: 'slot-closed', slot: 0, because: 'idle' }],
      [10, { type: 'slot-closed', slot: 1, because: 'quarantined' }],
    ]);

    expect(lines).toMatchInlineSnapshot(`
      "
          0:00  run 2026-11-22-0412-amber: 9 trials, 20 jobs, 2 workers
          0:00  waits for a card: GPU 0 is in use by another program
          0:05  took      GPU 0 (NVIDIA H100) for slot 0
          0:09  gave back the card of slot 0
          0:10  gave back the card of slot 1 for good: one job after the other failed on it
      "
    `);
    expect(stateText(state)).toBe('running');
  });

  it('gives a line of counts every minute, with what runs and the time left', () => {
    const { state, log } = logOf([
      [0, started],
      [0, begun('teacher')],
      [8, finished('teacher', 8)],
      [8, begun('train-0-1')],
      [10, epoch('train-0-1', 1, { hard: 2.3 })],
    ]);

    expect(log.onTick(state, startMs + 59_000)).toEqual([]);
    expect(log.onTick(state, startMs + 60_000)).toMatchInlineSnapshot(`
      [
        "    1:00  0/9 trials, 1/20 jobs, about 32 s left, running cell 0, seed 1 1/4",
      ]
    `);
    expect(log.onTick(state, startMs + 119_000)).toEqual([]);
    expect(log.onTick(state, startMs + 120_000)).toHaveLength(1);
  });
});
