import { describe, expect, it } from 'vitest';
import {
  cellsCsv,
  epochsOf,
  initialState,
  plainLog,
  reduce,
  reportText,
  resultsJson,
  resultsOf,
  trialsCsv,
  trialText,
} from '../../src/report/index.js';
import type { RunFact } from '../../src/schedule/events.js';
import { begun, cellsDone, epoch, events, replay, type Timed } from './helpers/history.js';
import { classes, jobId, metric, samplePlan } from './helpers/sample-plan.js';

const look = { colour: false, unicode: true, columns: 80, metric, classes };

const decision: RunFact = {
  type: 'cell-stopped-early',
  experiment: 0,
  cell: 2,
  epoch: 3,
  metric: 'accuracy',
  value: 0.612,
  seeds: 1,
  best: 0.74,
  needed: 0.7,
  cells: 8,
  places: 2,
};

const canceled = (job: string): RunFact => ({ type: 'job-canceled', job: jobId(job), because: 'stopped-early' });

const endOf = (seed: number): Timed[] => [
  [14, canceled(`train-2-${seed}`)],
  [14, canceled(`test-2-${seed}`)],
  [14, { type: 'trial-finished', trial: `first-2${seed}`, state: 'canceled', because: 'stopped-early' }],
];

const givenUp = (seeds: readonly number[]): Timed[] => [[14, decision], ...seeds.flatMap(endOf)];

const history: Timed[] = [
  ...cellsDone([
    [0.91, 0.912, 0.915],
    [0.93, 0.931, 0.938],
  ]),
  [12, begun('train-2-1')],
  [13, epoch('train-2-1', 3, { hard: 2.3 })],
  ...givenUp([1, 2, 3]),
  [15, { type: 'job-stopped', job: jobId('train-2-1'), slot: 0 }],
  [15, canceled('train-2-1')],
  [16, { type: 'run-finished', state: 'done' }],
];

const results = (facts: readonly Timed[]) => resultsOf(replay(samplePlan(), facts), metric);

describe('a cell that was given up', () => {
  it('is named above the table with the numbers compared, stands in it without a verdict, and is compared with nothing', () => {
    expect(`\n${reportText(results(history), look)}`).toMatchInlineSnapshot(`
      "
      first
      does kd beat plain training?

      ! kd, temperature 4: given up after 3 epochs at validation accuracy 61.20 %,
        best 74.00 %; the best 2 of 8 cells go on

      teacher  accuracy %  params (k)
      wide          98.12         670

      strategy  temperature    n  accuracy %    against none, points  verdict
      none                     3  91.23 ± 0.25                        baseline
      kd        2              3  93.30 ± 0.44  +2.07 [+1.55, +2.58]  better
      kd        4            0/3                                      given up

      strategy  temperature  accuracy 95 % interval  p (Holm)  p (sign flip)  effect
      none                   [90.61, 91.86]
      kd        2            [92.22, 94.38]          0.007     0.250          +5.7
      kd        4

      3 cells, 1 given up, of the others n = 3 seeds each; mean ± sample standard
      deviation.
      Compared with none by accuracy (larger is better), paired by seed, with 95 %
      intervals of the difference.
      Verdict: two-sided paired t test at 5 %, Holm's correction for 2 comparisons,
      with those given up.
      3 seeds are few: the exact sign-flip test cannot go below p = 0.25, so the
      verdict rests on the t test's assumption that differences are normal. Six seeds
      or more avoid that.
      Effect: the mean difference in standard deviations of the paired differences
      (Hedges' g).
      Best teacher: wide, accuracy 98.12 %. Best student: kd, temperature 2, 93.30 %,
      30 % of the way from none to it.
      Test data chose nothing.

      Computed by wasm 4.22.0, one thread a job.
      "
    `);
  });

  it('shows what its seeds had that were done before, and says of how many', () => {
    const partly: Timed[] = [...cellsDone([[0.91, 0.912, 0.915], [0.93, 0.931, 0.938], [0.7]]), ...givenUp([2, 3])];

    const text = reportText(results(partly), look);

    expect(text.replace(/\n {2}/g, ' ')).toContain("go on; its cell's average is over 1 of 3 seeds");
    expect(text).toMatch(/kd +4 +1\/3 +70\.00 .*given up/);
    expect(results(partly).experiments[0]?.cells[2]).not.toHaveProperty('against');
  });

  it('is in JSON with its decision, its trials canceled with the reason', () => {
    const [experiment] = (resultsJson(results(history)) as { experiments: { trials: object[]; cells: object[] }[] })
      .experiments;

    expect(experiment!.trials[6]).toMatchObject({
      id: 'first-21',
      state: 'canceled',
      metrics: {},
      error: {
        reason: 'stopped-early',
        text: 'given up after 3 epochs at validation accuracy 61.20 %, best 74.00 %; the best 2 of 8 cells go on',
      },
    });
    expect(experiment!.cells[2]).toMatchObject({
      n: 0,
      stoppedEarly: {
        epoch: 3,
        metric: 'accuracy',
        value: 0.612,
        seeds: 1,
        best: 0.74,
        needed: 0.7,
        cells: 8,
        places: 2,
      },
    });
    expect(experiment!.cells[1]).not.toHaveProperty('stoppedEarly');
  });

  it('is in the CSV files: by its trials, and by the epoch', () => {
    const text = trialsCsv(results(history));
    const rows = cellsCsv(results(history)).split('\r\n');

    expect(text).toContain('first,first-21,kd,4,1,canceled,0,,stopped-early,');
    expect(rows[0]).toMatch(/,given-up-at$/);
    expect([rows[2], rows[3]].map(row => row?.split(',').at(-1))).toEqual(['', '3']);
  });

  it('gives the reason to each of its trials', () => {
    const state = replay(samplePlan(), history);
    const trial = state.trials.get('first-22')!;

    const text = trialText(state, trial, epochsOf(events(history), new Set(trial.jobs)), look);

    expect(text).toContain(
      'cell 2, seed 2 on test: stopped-early\n  given up after 3 epochs at validation accuracy 61.20 %, best 74.00 %; the best 2 of 8 cells go on',
    );
  });

  it('has one line of the log for all its trials, which the counts tell apart', () => {
    const log = plainLog(metric);
    const state = initialState(samplePlan());

    const lines = events(history).flatMap(event => log.onEvent(reduce(state, event), event));

    expect(lines.slice(-4).map(line => line.trimStart())).toMatchInlineSnapshot(`
      [
        "0:12  started   cell 2, seed 1",
        "0:14  given up  first: kd, temperature 4 after 3 epochs at validation accuracy 61.20 %, best 74.00 %; the best 2 of 8 cells go on",
        "0:15  stopped   cell 2, seed 1",
        "0:16  run 2026-11-22-0412-amber done: 6/9 trials, 14/20 jobs, 3 given up",
      ]
    `);
  });

  it('stays given up when the run is gone on with', () => {
    const state = replay(samplePlan(), [
      ...history.slice(0, -3),
      [15, { type: 'run-finished', state: 'stopped' }],
      [99, { type: 'run-resumed', workers: 1 }],
      [99, canceled('train-2-1')],
    ]);

    expect(state.trialCounts).toMatchObject({ canceled: 0, 'given-up': 3 });
    expect(state.jobCounts).toMatchObject({ waiting: 0, running: 0, canceled: 6 });
  });
});
