import { expect, it } from 'vitest';

import { initialState, reduce, traceTsv } from '../../src/report/index.js';
import { begun, epoch, events, failed, finished, started, type Timed } from './helpers/history.js';
import { jobId, samplePlan } from './helpers/sample-plan.js';

function traceOf(history: readonly Timed[]): string[][] {
  const happened = events(history);
  const state = happened.reduce(reduce, initialState(samplePlan({ seeds: [1] })));
  const [header = '', ...rows] = traceTsv(state, happened).trimEnd().split('\n');
  const names = header.split('\t');
  const wanted = ['job', 'attempt', 'exit', 'reason', 'card', 'seconds'].map(name => names.indexOf(name));
  return rows.map(row => wanted.map(at => row.split('\t')[at] ?? '?'));
}

it('a trace has a row for each attempt at a job, with what became of it', () => {
  const rows = traceOf([
    [0, started],
    [1, { type: 'slot-opened', slot: 0, index: 3, uuid: 'GPU-1', name: 'H200' }],
    [2, begun('teacher')],
    [5, failed('teacher', 'crashed', 'gone\tfor\ngood')],
    [6, { type: 'job-retried', job: jobId('teacher'), attempt: 2 }],
    [7, begun('teacher', 0, 2)],
    [9, finished('teacher', 2)],
    [9, { type: 'slot-closed', slot: 0, because: 'idle' }],
    [9, { type: 'job-cached', job: jobId('teacher-test'), metrics: {}, warnings: [], seconds: 4 }],
    [10, begun('train-0-1')],
    [12, { type: 'job-stopped', job: jobId('train-0-1'), slot: 0 }],
  ]);

  expect(rows).toEqual([
    ['teacher wide', '1', 'failed', 'crashed: gone for good', '3 H200', '3'],
    ['teacher wide', '2', 'done', '', '3 H200', '2'],
    ['teacher wide on test', '', 'cached', '', '', ''],
    ['cell 0, seed 1', '1', 'stopped', '', '', '2'],
  ]);
});

it('an attempt that was cut off with its head ends with the last word of it', () => {
  const rows = traceOf([
    [0, started],
    [1, begun('teacher')],
    [4, epoch('teacher', 1, { hard: 1 })],
    [60, { type: 'run-resumed', workers: 1 }],
    [61, begun('teacher', 0, 2)],
  ]);

  expect(rows).toEqual([
    ['teacher wide', '1', 'cut off', '', '', '3'],
    ['teacher wide', '2', 'running', '', '', '0'],
  ]);
});
