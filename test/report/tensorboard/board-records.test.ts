import { describe, expect, it } from 'vitest';

import { tfevents } from '../../../src/formats/index.js';
import { type BoardRecords, boardRecords, type PastEpoch, withoutUndoneEnds } from '../../../src/report/index.js';
import { boardsOf } from '../../../src/report/tensorboard/boards.js';
import { trialFolders } from '../../../src/report/tensorboard/trial-folders.js';
import { begun, epoch, events, failed, finished, started, startMs, type Timed } from '../helpers/history.js';
import { jobId, samplePlan } from '../helpers/sample-plan.js';

const plan = samplePlan({ seeds: [1], cells: [{ strategy: 'none' }, { strategy: 'kd' }] });
const seconds = (after: number): number => startMs / 1000 + after;

/** Bytes that a history adds, by folder. */
function added(history: readonly Timed[], stored: readonly PastEpoch[] = [], of = plan): Record<string, string> {
  const records = boardRecords(of, { history: () => stored, metrics: ['accuracy'] });
  return bytesOf(records, history);
}

function bytesOf(records: BoardRecords, history: readonly Timed[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const event of withoutUndoneEnds(events(history)))
    for (const { board, records: bytes } of records.additions(event))
      found[board.folder] = (found[board.folder] ?? '') + hex(bytes);
  return found;
}

const hex = (...parts: readonly Uint8Array[]): string => Buffer.concat(parts).toString('hex');
const [none = '', kd = ''] = [...trialFolders(plan.experiments).values()];

describe('files for TensorBoard', () => {
  it('have the epochs of a training where its trial is, and its results at the last step', () => {
    const found = added([
      [0, started],
      [1, begun('train-1-1')],
      [2, epoch('train-1-1', 1, { hard: 0.5, kd: 2 })],
      [3, epoch('train-1-1', 2, { hard: 0.25, kd: 1 })],
      [4, finished('train-1-1', 3)],
      [5, finished('test-1-1', 1, { accuracy: 0.75 })],
      [5, { type: 'trial-finished', trial: 'first-11', state: 'done' }],
    ]);

    expect(found).toEqual({
      [kd]: hex(
        tfevents.startRecord({ seconds: seconds(2), step: 1 }),
        tfevents.scalarsRecord(
          { seconds: seconds(2), step: 1 },
          { 'loss/hard': 0.5, 'loss/kd': 2, 'time/epoch-seconds': 2 },
        ),
        tfevents.scalarsRecord(
          { seconds: seconds(3), step: 2 },
          { 'loss/hard': 0.25, 'loss/kd': 1, 'time/epoch-seconds': 2 },
        ),
        tfevents.scalarsRecord({ seconds: seconds(5), step: 2 }, { 'final/accuracy': 0.75 }),
        tfevents.sessionEndRecord(seconds(5), 'success'),
      ),
    });
  });

  it('have a start at the step from which a later attempt goes on', () => {
    const found = added([
      [0, started],
      [1, begun('train-1-1')],
      [2, epoch('train-1-1', 1, { hard: 3 })],
      [3, epoch('train-1-1', 2, { hard: 2 })],
      [4, { type: 'run-resumed', workers: 1 }],
      [5, begun('train-1-1', 0, 2)],
      [5, { type: 'job-resumed', job: jobId('train-1-1'), attempt: 2, from: 1, epoch: 1, epochs: 4, step: 9 }],
      [6, epoch('train-1-1', 2, { hard: 2 })],
    ]);

    expect(found[kd]).toContain(hex(tfevents.startRecord({ seconds: seconds(6), step: 2 })));
  });

  it('have the stored epochs of a training whose result was there already', () => {
    const stored = [1, 2].map(number => ({ phase: 'train', epoch: number, losses: { hard: 1 / number }, metrics: {} }));

    const cached = { type: 'job-cached', metrics: { accuracy: 0.5 }, warnings: [], seconds: 9 } as const;
    const found = added(
      [
        [0, started],
        [1, { ...cached, job: jobId('test-0-1') }],
      ],
      stored,
    );

    expect(found[none]).toBe(
      hex(
        tfevents.startRecord({ seconds: seconds(1), step: 1 }),
        tfevents.scalarsRecord({ seconds: seconds(1), step: 1 }, { 'loss/hard': 1 }),
        tfevents.scalarsRecord({ seconds: seconds(1), step: 2 }, { 'loss/hard': 0.5 }),
        tfevents.scalarsRecord({ seconds: seconds(1), step: 2 }, { 'final/accuracy': 0.5 }),
      ),
    );
  });

  it('end a trial once: a failure that was tried again is none', () => {
    const found = added([
      [0, started],
      [1, failed('train-1-1', 'crashed', 'gone')],
      [1, { type: 'trial-finished', trial: 'first-11', state: 'failed' }],
      [2, { type: 'trial-retried', trial: 'first-11' }],
      [9, { type: 'trial-finished', trial: 'first-11', state: 'done' }],
    ]);

    expect(found).toEqual({ [kd]: hex(tfevents.sessionEndRecord(seconds(9), 'success')) });
  });

  it('begin with all columns, and settings that are numbers as such', () => {
    const numeric = samplePlan({
      seeds: [1],
      cells: [{ 'strategy.temperature': '2' }, { 'strategy.temperature': '4' }],
    });
    const records = boardRecords(numeric, { history: () => [], metrics: ['accuracy', 'ece'] });
    const [board] = boardsOf(numeric);

    expect(hex(records.header(board!, 7))).toBe(
      hex(
        tfevents.fileVersionRecord(7),
        tfevents.hparamTableRecord(7, {
          name: 'first',
          about: 'does kd beat plain training?',
          settings: [{ name: 'strategy.temperature', values: [2, 4] }],
          results: [
            { scalar: 'final/accuracy', title: 'accuracy' },
            { scalar: 'final/ece', title: 'ece' },
          ],
        }),
        tfevents.sessionStartRecord(7, { group: 'first: temperature 2', settings: { 'strategy.temperature': 2 } }),
      ),
    );
  });

  it('of a teacher are in a folder of its own', () => {
    const found = added([
      [0, started],
      [1, begun('teacher')],
      [2, epoch('teacher', 1, { hard: 0.5 })],
    ]);

    expect(Object.keys(found)).toEqual(['teacher-wide-teache']);
  });
});

describe('folders of trials', () => {
  const foldersOf = (...strategies: readonly string[]): string[] => [
    ...trialFolders(samplePlan({ seeds: [1], cells: strategies.map(strategy => ({ strategy })) }).experiments).values(),
  ];

  it('say what is in them', () => {
    expect(foldersOf('none', 'kd')).toEqual(['first-none-seed-1-01', 'first-kd-seed-1-11']);
  });

  it.each([['../../etc/passwd'], ['a/b\\c:d*e?'], ['..'], [' '], ['CON.'], ['é\u0000\n\u202e'], ['名前']])(
    'are plain names whatever a label is: %j',
    label => {
      const [folder = ''] = foldersOf(label, 'kd');

      expect(folder).toMatch(/^first-[A-Za-z0-9._=+-]*seed-1-01$/);
      expect(folder).not.toContain('/');
    },
  );

  it('are short enough for every file system, and never the same', () => {
    const folders = foldersOf('a'.repeat(500), `${'a'.repeat(500)}b`, 'A'.repeat(500));

    expect(new Set(folders.map(folder => folder.toLowerCase())).size).toBe(3);
    expect(Math.max(...folders.map(folder => folder.length))).toBeLessThan(250);
  });
});
