import { describe, expect, it } from 'vitest';
import { cellsCsv, resultsJson, resultsOf, runSummary, runsTable, trialsCsv } from '../../src/report/index.js';
import { cellsDone, failed, finished, replay, started, startMs, type Timed } from './helpers/history.js';
import { metric, samplePlan } from './helpers/sample-plan.js';

const twoCells = { seeds: [1, 2], cells: [{ strategy: 'none' }, { strategy: 'kd, hot' }] };
const history: Timed[] = [
  ...cellsDone([[0.9, 0.91], [0.93]]),
  [12, failed('train-1-2', 'diverged', 'loss kd is NaN')],
  [12, { type: 'trial-finished', trial: 'first-12', state: 'failed' }],
  [13, { type: 'run-finished', state: 'failed' }],
];
const state = replay(samplePlan(twoCells), history);
const results = resultsOf(state, metric);

describe('resultsJson', () => {
  it('has the fields of the contract, and null for what one seed cannot say', () => {
    expect(JSON.parse(JSON.stringify(resultsJson(results)))).toMatchObject({
      version: 1,
      run: '2026-11-22-0412-amber',
      state: 'failed',
      experiments: [
        {
          name: 'first',
          trials: [
            {
              id: 'first-01',
              cell: { strategy: 'none' },
              seed: 1,
              state: 'done',
              metrics: { accuracy: 0.9 },
              seconds: 9,
            },
            { id: 'first-02', state: 'done' },
            { id: 'first-11', state: 'done' },
            { id: 'first-12', state: 'failed', metrics: {}, error: { reason: 'diverged', text: 'loss kd is NaN' } },
          ],
          cells: [
            {
              cell: { strategy: 'none' },
              n: 2,
              metrics: {
                accuracy: {
                  mean: expect.closeTo(0.905),
                  sd: expect.closeTo(0.01 / Math.SQRT2),
                  ci95: [expect.closeTo(0.905 - 12.7062 * 0.005), expect.closeTo(0.905 + 12.7062 * 0.005)],
                },
              },
            },
            {
              n: 1,
              metrics: { accuracy: { mean: 0.93, sd: null, ci95: null } },
              against: {
                baseline: 'none',
                metric: 'accuracy',
                difference: expect.closeTo(0.03),
                ci95: null,
                p: null,
                verdict: 'no difference shown',
                test: 'none',
              },
            },
          ],
        },
      ],
      jobs: { waiting: 1, running: 0, done: 8, cached: 0, failed: 1, canceled: 0 },
    });
  });

  it('leaves no trace of errors and warnings where there are none', () => {
    const [experiment] = (resultsJson(results) as { experiments: { trials: object[] }[] }).experiments;

    expect(Object.keys(experiment!.trials[0]!)).toEqual(['id', 'cell', 'seed', 'state', 'metrics', 'seconds']);
  });

  it('writes what is no number as text', () => {
    const nan = replay(samplePlan(twoCells), [
      [0, started],
      [1, finished('test-0-1', 1, { nll: Number.NaN })],
    ]);

    expect(JSON.stringify(resultsJson(resultsOf(nan, metric)))).toContain('"metrics":{"nll":"NaN"}');
  });
});

describe('CSV files', () => {
  it('has a row for every trial', () => {
    expect(trialsCsv(results).split('\r\n')).toEqual([
      'experiment,trial,strategy,seed,state,seconds,accuracy,reason,error,warnings',
      'first,first-01,none,1,done,9,0.9,,,',
      'first,first-02,none,2,done,9,0.91,,,',
      'first,first-11,"kd, hot",1,done,9,0.93,,,',
      'first,first-12,"kd, hot",2,failed,0,,diverged,loss kd is NaN,',
      '',
    ]);
  });

  it('hands no text to a spreadsheet as a formula, and leaves numbers with a sign', () => {
    const [experiment] = results.experiments;
    const [trial] = experiment!.trials;
    const hostile = { ...trial!, cell: { strategy: '=HYPERLINK("http://a")', x: '-0.5' } };
    const text = trialsCsv({
      ...results,
      experiments: [{ ...experiment!, trials: [hostile], cells: [{ ...experiment!.cells[0]!, cell: hostile.cell }] }],
    });

    expect(text).toContain(`"'=HYPERLINK(""http://a"")",-0.5,`);
  });

  it('has a row for every cell, with its comparison', () => {
    const [header, none, kd] = cellsCsv(results).split('\r\n');

    expect(header).toBe(
      'experiment,strategy,n,accuracy.mean,accuracy.sd,accuracy.ci95-low,accuracy.ci95-high,baseline,metric,pairs,' +
        'difference,difference-ci95-low,difference-ci95-high,test,p,p-holm,p-sign-flip,effect,verdict,seeds-needed,given-up-at',
    );
    expect(none).toMatch(/^first,none,2,0\.905,0\.00707\d+,0\.8414\d+,0\.9685\d+,{14}$/);
    expect(kd).toMatch(/^first,"kd, hot",1,0\.93,,,,none,accuracy,1,0\.03\d*,,,none,,,,,no difference shown,,$/);
  });
});

describe('runsTable', () => {
  it('has a line for every run', () => {
    const lines = runsTable([runSummary(state, startMs)], { columns: 80, colour: false, unicode: true });

    expect(`\n${lines.join('\n')}\n`).toMatchInlineSnapshot(`
      "
      run                    state   trials  failed  took  experiments
      2026-11-22-0412-amber  failed     3/4       1  13 s  first
      "
    `);
  });
});
