import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reportText, resultsOf, widthOf } from '../../src/report/index.js';
import { cellsDone, failed, replay, type Timed } from './helpers/history.js';
import { classes, metric, samplePlan } from './helpers/sample-plan.js';

const look = { colour: false, unicode: true, metric, classes };
const accuracies = [
  [0.91, 0.912, 0.915],
  [0.93, 0.931, 0.938],
  [0.905, 0.913, 0.9111],
];

const report = (history: readonly Timed[], columns?: number, options: Parameters<typeof samplePlan>[0] = {}): string =>
  `\n${reportText(resultsOf(replay(samplePlan(options), history), metric), { ...look, ...(columns ? { columns } : {}) })}`;

describe('reportText', () => {
  it('is one table where nothing limits the width', () => {
    const text = report(cellsDone(accuracies, { nll: 0.3123, params: 12_730 }), undefined, {
      expect: { accuracy: 0.95 },
    });

    expect(text).toMatchInlineSnapshot(`
      "
      first
      does kd beat plain training?

      teacher  accuracy %  params (k)  size of student
      wide          98.12         670  1/53

      strategy  temperature  n  accuracy %    against none, points  verdict              expected accuracy %  accuracy 95 % interval  p (Holm)  p (sign flip)  effect  nll
      none                   3  91.23 ± 0.25                        baseline                                  [90.61, 91.86]                                           0.3123 ± 0.0000
      kd        2            3  93.30 ± 0.44  +2.07 [+1.55, +2.58]  better               95.00                [92.22, 94.38]          0.007     0.250          +5.7    0.3123 ± 0.0000
      kd        4            3  90.97 ± 0.42  -0.26 [-1.06, +0.53]  no difference shown  95.00                [89.93, 92.01]          0.289     0.500          -0.5    0.3123 ± 0.0000

      3 cells, n = 3 seeds each; mean ± sample standard deviation.
      Compared with none by accuracy (larger is better), paired by seed, with 95 % intervals of the difference.
      Verdict: two-sided paired t test at 5 %, Holm's correction for 2 comparisons.
      3 seeds are few: the exact sign-flip test cannot go below p = 0.25, so the verdict rests on the t test's assumption that differences are normal. Six seeds or more avoid that.
      Effect: the mean difference in standard deviations of the paired differences (Hedges' g).
      Seeds in all that would settle what is not shown, if it is real and as large as here (power 80 %): kd, temperature 4: about 46.
      Best teacher: wide, accuracy 98.12 %. Best student: kd, temperature 2, 93.30 %, 30 % of the way from none to it.
      Every student: 12.7 k params.
      Test data chose nothing.

      Computed by wasm 4.22.0, one thread a job.
      "
    `);
  });

  it('keeps difference and verdict in the first table of 80 columns and loses nothing', () => {
    expect(report(cellsDone(accuracies, { nll: 0.3123 }), 80)).toMatchInlineSnapshot(`
      "
      first
      does kd beat plain training?

      teacher  accuracy %  params (k)
      wide          98.12         670

      strategy  temperatu…  n  accuracy %    against none, points  verdict
      none                  3  91.23 ± 0.25                        baseline
      kd        2           3  93.30 ± 0.44  +2.07 [+1.55, +2.58]  better
      kd        4           3  90.97 ± 0.42  -0.26 [-1.06, +0.53]  no difference shown

      strategy  temperature  accuracy 95 % interval  p (Holm)  p (sign flip)  effect
      none                   [90.61, 91.86]
      kd        2            [92.22, 94.38]          0.007     0.250          +5.7
      kd        4            [89.93, 92.01]          0.289     0.500          -0.5

      strategy  temperature  nll
      none                   0.3123 ± 0.0000
      kd        2            0.3123 ± 0.0000
      kd        4            0.3123 ± 0.0000

      3 cells, n = 3 seeds each; mean ± sample standard deviation.
      Compared with none by accuracy (larger is better), paired by seed, with 95 %
      intervals of the difference.
      Verdict: two-sided paired t test at 5 %, Holm's correction for 2 comparisons.
      3 seeds are few: the exact sign-flip test cannot go below p = 0.25, so the
      verdict rests on the t test's assumption that differences are normal. Six seeds
      or more avoid that.
      Effect: the mean difference in standard deviations of the paired differences
      (Hedges' g).
      Seeds in all that would settle what is not shown, if it is real and as large as
      here (power 80 %): kd, temperature 4: about 46.
      Best teacher: wide, accuracy 98.12 %. Best student: kd, temperature 2, 93.30 %,
      30 % of the way from none to it.
      Test data chose nothing.

      Computed by wasm 4.22.0, one thread a job.
      "
    `);
  });

  it('tells seeds of a cell that failed for the same reason together', () => {
    const history: Timed[] = [
      ...cellsDone([[0.91, 0.912, 0.913]]),
      [20, failed('train-1-1', 'diverged', 'loss kd is NaN')],
      [21, failed('train-1-2', 'diverged', 'loss kd is NaN')],
      [22, failed('train-1-3', 'diverged', 'loss kd is NaN')],
    ];

    expect(report(history)).toContain(
      '! kd, temperature 2, seeds 1, 2, 3 (first-11, first-12, first-13) failed: diverged: loss kd is NaN; no seed of its cell has a result\n',
    );
  });

  it('tells trials that failed, guess, or are missing above the table', () => {
    const history: Timed[] = [
      ...cellsDone([
        [0.91, 0.912],
        [0.93, 0.931, 0.0995],
      ]),
      [20, failed('train-0-3', 'diverged', 'loss kd is NaN at step 12\nat train')],
    ];

    expect(report(history, 80)).toMatchInlineSnapshot(`
      "
      first
      does kd beat plain training?

      ! none, seed 3 (first-03) failed: diverged: loss kd is NaN at step 12; its
        cell's average is over 2 of 3 seeds
      ! kd, temperature 2, seed 3 (first-13) is at chance level: accuracy 9.95 % with
        10 classes
      ! 3 of 9 trials have no result yet: averages are over those that have

      teacher  accuracy %  params (k)
      wide          98.12         670

      strategy  temperature    n  accuracy %     against none, points  verdict
      none                   2/3  91.10 ± 0.14                         baseline
      kd        2              3  65.35 ± 47.98  +1.95 [+1.31, +2.59]  better
      kd        4            0/3                                       no result

      strategy  temperature  accuracy 95 % interval  p (Holm)  p (sign flip)
      none                   [89.83, 92.37]
      kd        2            [-53.83, 184.53]        0.016     0.500
      kd        4

      3 cells, n = 0 to 3 seeds each; mean ± sample standard deviation.
      Compared with none by accuracy (larger is better), paired by seed, with 95 %
      intervals of the difference.
      Verdict: two-sided paired t test at 5 %.
      2 seeds are few: the exact sign-flip test cannot go below p = 0.5, so the
      verdict rests on the t test's assumption that differences are normal. Six seeds
      or more avoid that.
      1 of 2 comparisons have fewer than two common seeds, which say nothing about
      noise.
      Best teacher: wide, accuracy 98.12 %. Best student: none, 91.10 %.
      Test data chose nothing.

      Computed by wasm 4.22.0, one thread a job.
      "
    `);
  });

  it('says what one seed cannot tell', () => {
    expect(report(cellsDone([[0.91], [0.93], [0.94]]), 80, { seeds: [1] })).toMatchInlineSnapshot(`
      "
      first
      does kd beat plain training?

      teacher  accuracy %  params (k)
      wide          98.12         670

      strategy  temperature  n  accuracy %  against none, points  verdict
      none                   1  91.00                             baseline
      kd        2            1  93.00       +2.00                 too few seeds
      kd        4            1  94.00       +3.00                 too few seeds

      3 cells, n = 1 seed each; one seed has no spread.
      Compared with none by accuracy (larger is better), paired by seed, with 95 %
      intervals of the difference.
      2 of 2 comparisons have fewer than two common seeds, which say nothing about
      noise. Add some: \`seed each 1..6\`.
      Best teacher: wide, accuracy 98.12 %. Best student: kd, temperature 4, 94.00 %.
      Test data chose nothing.

      Computed by wasm 4.22.0, one thread a job.
      "
    `);
  });

  it('says so where there is nothing yet', () => {
    expect(report(cellsDone([]), 80)).toMatchInlineSnapshot(`
      "
      first
      does kd beat plain training?

      ! 9 of 9 trials have no result yet: averages are over those that have

      teacher  accuracy %  params (k)
      wide          98.12         670

      No trial has a result.

      Computed by wasm 4.22.0, one thread a job.
      "
    `);
  });

  it('colours verdicts and warnings, only where asked', () => {
    const results = resultsOf(replay(samplePlan(), cellsDone(accuracies)), metric);
    const coloured = reportText(results, { ...look, colour: true });

    expect(coloured).toContain('\u001B[32mbetter\u001B[39m');
    expect(stripVTControlCharacters(coloured)).toBe(reportText(results, look));
  });

  it('needs nothing beyond ASCII where there is nothing else', () => {
    const results = resultsOf(replay(samplePlan(), cellsDone(accuracies, { params: 12_730 })), metric);
    const text = reportText(results, { ...look, columns: 60, unicode: false });

    expect([...text].filter(character => character > '~')).toEqual([]);
  });

  it('stays within the terminal from 60 columns up, whatever was measured', () => {
    const value = fc.double({ min: 0, max: 1, noNaN: true });
    const cells = fc.array(fc.array(value, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 });

    fc.assert(
      fc.property(cells, fc.integer({ min: 60, max: 200 }), (values, columns) => {
        const text = report(cellsDone(values, { nll: 0.3, ece: 0.1, agreement: 0.9 }), columns, {
          expect: { nll: 0.2 },
        });

        for (const line of text.split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(columns);
      }),
    );
  });
});
