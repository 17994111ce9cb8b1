import { describe, expect, it } from 'vitest';
import type { JobId } from '../../src/plan/index.js';
import { reportText, resultsOf } from '../../src/report/index.js';
import { resultWarnings } from '../../src/report/warnings.js';
import { cellsDone, failed, finished, replay, started, type Timed } from './helpers/history.js';
import { classes, metric, samplePlan } from './helpers/sample-plan.js';

const kindsOf = (history: readonly Timed[], seeds = [1, 2, 3, 4]): string[] => {
  const [experiment] = resultsOf(replay(samplePlan({ seeds }), history), metric).experiments;
  return resultWarnings(experiment!, classes).map(({ kind, trial }) => `${trial.id} ${kind}`);
};

describe('resultWarnings', () => {
  it('has nothing to say of seeds that agree', () => {
    expect(kindsOf(cellsDone([[0.91, 0.915, 0.913, 0.912]]))).toEqual([]);
  });

  it('names a trial that guesses', () => {
    expect(kindsOf(cellsDone([[0.1, 0.119, 0.1009, 0.098]]))).toEqual([
      'first-01 at-chance',
      'first-02 at-chance',
      'first-03 at-chance',
      'first-04 at-chance',
    ]);
    expect(kindsOf(cellsDone([[0.121, 0.123, 0.122, 0.124]]))).toEqual([]);
  });

  it('knows the number of classes from the metrics where they have it', () => {
    expect(kindsOf(cellsDone([[0.53, 0.54, 0.53, 0.555]], { classes: 2 }))).toEqual([
      'first-01 at-chance',
      'first-02 at-chance',
      'first-03 at-chance',
    ]);
  });

  it('names a seed far from the others of its cell, and only that one', () => {
    expect(kindsOf(cellsDone([[0.91, 0.6, 0.913, 0.912]]))).toEqual(['first-02 far-from-cell']);
    expect(kindsOf(cellsDone([[0.91, 0.9101, 0.9102, 0.93]]))).toEqual([]);
  });

  it('cannot tell which of two seeds is the odd one', () => {
    expect(kindsOf(cellsDone([[0.91, 0.6]]), [1, 2])).toEqual([]);
  });

  it('names trials that failed, and passes on what their workers noticed, but not of teachers', () => {
    const history: Timed[] = [
      [0, started],
      [1, finished('teacher', 1, {}, ['the teacher hardly learned'])],
      [2, failed('train-0-1', 'diverged', 'NaN')],
      [3, finished('train-0-2', 1, {}, ['the last layer never moved'])],
      [4, finished('test-0-2', 1, { accuracy: 0.9 })],
    ];

    expect(kindsOf(history)).toEqual(['first-01 no-result', 'first-02 noticed']);
  });
});

describe('a run that was stopped', () => {
  it('says once how many trials it left undone, and names none of them', () => {
    const history: Timed[] = [
      [0, started],
      [1, { type: 'trial-finished', trial: 'first-01', state: 'canceled' }],
      [2, { type: 'job-canceled', job: 'test-0-1' as JobId, because: 'stopped' }],
    ];

    expect(kindsOf(history)).toEqual([]);
  });

  it('names a cell that mixes finished and stopped trials', () => {
    const history: Timed[] = [
      ...cellsDone([[0.91, 0.92]]),
      [20, { type: 'job-canceled', job: 'test-0-3' as JobId, because: 'stopped' }],
      [20, { type: 'job-canceled', job: 'test-1-1' as JobId, because: 'stopped' }],
    ];
    const results = resultsOf(replay(samplePlan(), history), metric);

    const text = reportText(results, { colour: false, unicode: true, metric, classes });

    expect(text.match(/^!.*mixes.*$/gm)).toEqual([
      '! none mixes finished and stopped trials: its average is over 2 of 3 seeds, without 3',
    ]);
  });
});
