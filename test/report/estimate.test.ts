import { describe, expect, it } from 'vitest';
import { secondsLeft } from '../../src/report/index.js';
import { begun, cellsDone, epoch, finished, replay, started, startMs, type Timed } from './helpers/history.js';
import { samplePlan } from './helpers/sample-plan.js';

const oneCell = { seeds: [1, 2], cells: [{ strategy: 'none' }] };
const left = (
  history: readonly Timed[],
  options: Parameters<typeof samplePlan>[0],
  atSecond: number,
): number | undefined => secondsLeft(replay(samplePlan(options), history), startMs + atSecond * 1000);

describe('secondsLeft', () => {
  it('knows nothing before anything was done', () => {
    expect(
      left(
        [
          [0, started],
          [0, begun('teacher')],
        ],
        oneCell,
        5,
      ),
    ).toBeUndefined();
  });

  it('shares the work that is left between the slots, at the pace of finished jobs', () => {
    const history: Timed[] = [
      [0, started],
      [8, finished('teacher', 10)],
      [9, finished('teacher-test', 2)],
    ];

    // two trainings of 10 s and two tests of 2 s on two slots
    expect(left(history, oneCell, 9)).toBeCloseTo(12);
  });

  it('cannot be shorter than the longest chain of jobs', () => {
    const history: Timed[] = [
      [0, started],
      [8, finished('teacher', 10)],
      [9, finished('teacher-test', 2)],
    ];

    // one training and then its test; the second slot helps nothing
    expect(left(history, { ...oneCell, seeds: [1] }, 9)).toBeCloseTo(12);
  });

  it('follows the epochs of a job under way', () => {
    const history: Timed[] = [
      [0, started],
      [0, begun('teacher')],
      [10, epoch('teacher', 1, {}, 10)],
    ];

    // one second into the second of four epochs of 10 s: 29 s, then per slot a training of 40 s and a test of 0.4 s;
    // the teacher's own test fits beside them
    expect(left(history, oneCell, 11)).toBeCloseTo(29 + 40 + 0.4);
  });

  it('is nothing at the end', () => {
    expect(left(cellsDone([[0.9, 0.9]]), oneCell, 20)).toBe(0);
  });
});
