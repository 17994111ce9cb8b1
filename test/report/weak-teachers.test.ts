import { describe, expect, it } from 'vitest';
import { resultsOf } from '../../src/report/index.js';
import { weakTeachers } from '../../src/report/weak-teachers.js';
import { cellsDone, finished, replay, type Timed } from './helpers/history.js';
import { metric, samplePlan } from './helpers/sample-plan.js';

const toldOf = (teacher: number, students: number[][], compare?: { baseline: string; metric: string }): string[] => {
  const history: Timed[] = [...cellsDone(students), [900, finished('teacher-test', 1, { accuracy: teacher })]];
  const plan = samplePlan({ seeds: [1, 2], ...(compare ? { compare } : {}) });
  return weakTeachers(resultsOf(replay(plan, history), metric).experiments[0]!, metric);
};

describe('weakTeachers', () => {
  it('names a teacher worse than what students reach without it', () => {
    expect(
      toldOf(0.172, [
        [0.86, 0.88],
        [0.7, 0.71],
        [0.6, 0.61],
      ]),
    ).toEqual(['teacher wide is weak: accuracy 17.20 %, students reach 87.00 % by none']);
  });

  it('says nothing of a teacher that is better, though students with it are worse', () => {
    expect(
      toldOf(0.9, [
        [0.86, 0.88],
        [0.7, 0.71],
        [0.6, 0.61],
      ]),
    ).toEqual([]);
  });

  it('knows that a smaller nll is better', () => {
    expect(
      toldOf(
        0.9,
        [
          [0.86, 0.88],
          [0.7, 0.71],
          [0.6, 0.61],
        ],
        { baseline: 'none', metric: 'nll' },
      ),
    ).toEqual([]);
  });
});
