import { describe, expect, it } from 'vitest';
import type { JobId, JobSpec, Plan } from '../../src/plan/index.js';
import { compareRuns, comparisonText, type RunState } from '../../src/report/index.js';
import { cellsDone, replay, type Timed } from './helpers/history.js';
import { metric, samplePlan } from './helpers/sample-plan.js';

const look = { colour: false, unicode: true };
const cells = [{ strategy: 'none' }, { strategy: 'kd' }];
const seeds = [1, 2, 3, 4];
const amber = [
  [0.8, 0.81, 0.805, 0.802],
  [0.82, 0.831, 0.823, 0.825],
];
const birch = [
  [0.83, 0.84, 0.835, 0.832],
  [0.85, 0.861, 0.853, 0.855],
];

const byDefault = {
  baseline: (_: readonly string[], declared: number): number => declared,
  metric: (_: readonly string[], declared: string | undefined): string => declared ?? 'accuracy',
  intervals: 't',
} as const;

describe('compareRuns', () => {
  it('sets the cells of runs beside one baseline, by the settings in which they differ', () => {
    const longer = runOf('2026-11-23-0412-birch', birch, spec =>
      spec.kind === 'train' ? { ...spec, train: { ...spec.train, length: { epochs: 8 } } } : spec,
    );

    const text = comparisonText(
      compareRuns([runOf('2026-11-22-0412-amber', amber), longer], metric, byDefault),
      metric,
      look,
    );

    expect(`\n${text}`).toMatchInlineSnapshot(`
      "
      ! the length of training is not that of the baseline (train.epochs 8 against 4): run birch, none, epochs 8; run birch, kd, epochs 8

      run    strategy  epochs  n  accuracy %    against the baseline, points  verdict              accuracy 95 % interval  p (Holm)  p (sign flip)  effect
      amber  none      4       4  80.42 ± 0.43                                baseline             [79.73, 81.12]
      amber  kd        4       4  82.47 ± 0.46  +2.05 [+1.72, +2.38]          better               [81.74, 83.21]          <0.001    0.125          +7.2
      birch  none      8       4  83.42 ± 0.43  +3.00 [+3.00, +3.00]          no difference shown  [82.73, 84.12]          0.125     0.125
      birch  kd        8       4  85.47 ± 0.46  +5.05 [+4.72, +5.38]          better               [84.74, 86.21]          <0.001    0.125          +17.6

      4 cells, n = 4 seeds each; mean ± sample standard deviation.
      Compared with run amber, none, epochs 4 by accuracy (larger is better), paired by seed, with 95 % intervals of the difference.
      Verdict: two-sided paired t test at 5 %, Holm's correction for 3 comparisons.
      Where all differences are the same number, the exact sign-flip test stands in for the t test.
      4 seeds are few: the exact sign-flip test cannot go below p = 0.125, so the verdict rests on the t test's assumption that differences are normal. Six seeds or more avoid that.
      Effect: the mean difference in standard deviations of the paired differences (Hedges' g).
      Test data chose nothing.
      "
    `);
  });

  it('shows a result that runs share once', () => {
    const one = runOf('2026-11-22-0412-amber', amber);
    const other = runOf('2026-11-23-0412-birch', amber, spec => spec, '');

    const { experiment } = compareRuns([one, other], metric, byDefault);

    expect(experiment.cells.map(({ cell }) => cell.run)).toEqual(['amber, birch', 'amber, birch']);
  });

  it('never tests what was measured on other images', () => {
    const elsewhere = runOf('2026-11-23-0412-birch', birch, spec =>
      'data' in spec ? { ...spec, data: { ...spec.data, fingerprint: 'beef' } } : spec,
    );

    const { experiment, notes } = compareRuns([runOf('2026-11-22-0412-amber', amber), elsewhere], metric, byDefault);

    expect(experiment.cells.map(({ against }) => against?.verdict)).toEqual([
      undefined,
      'better',
      undefined,
      undefined,
    ]);
    expect(notes[0]).toBe(
      'measured on other test data than the baseline, and so compared with nothing: run birch, none; run birch, kd',
    );
    expect(notes[1]).toMatch(/^the data set is not that of the baseline \(data\.fingerprint "beef" against "f00d"\)/);
  });

  it('points out another split, another number of training examples and another engine', () => {
    const other = runOf('2026-11-23-0412-birch', birch, spec =>
      spec.kind === 'train' ? { ...spec, data: { ...spec.data, train: { count: 500 }, splitSeed: 7 } } : spec,
    );
    const elsewhere = {
      ...other,
      plan: { ...other.plan, engine: { ...other.plan.engine, engine: 'tensorflow' as const } },
    };

    const { notes } = compareRuns([runOf('2026-11-22-0412-amber', amber), elsewhere], metric, byDefault);

    expect(notes.map(note => note.replace(/: run.*/, ''))).toEqual([
      'the training data is not that of the baseline (data.train 500 against "all")',
      'the split is not that of the baseline (data.splitSeed 7 against 0)',
      'computed by another engine (tensorflow 4.22.0 against wasm 4.22.0), whose numbers differ a little for that alone',
    ]);
  });

  it('corrects for all cells of all runs', () => {
    const runs = [runOf('2026-11-22-0412-amber', amber), runOf('2026-11-23-0412-birch', birch)];

    const { experiment } = compareRuns(runs, metric, byDefault);

    const compared = experiment.cells.flatMap(({ against }) => against ?? []);
    expect(compared).toHaveLength(3);
    expect(Math.min(...compared.map(({ pHolm }) => pHolm!))).toBeCloseTo(
      3 * Math.min(...compared.map(({ p }) => p!)),
      12,
    );
  });
});

/** A run of two cells over four seeds whose jobs are its own, or those of others with the same `mark`. */
function runOf(
  run: string,
  accuracies: readonly (readonly number[])[],
  change: (spec: JobSpec) => JobSpec = spec => spec,
  mark = run.endsWith('birch') ? 'b' : '',
): RunState {
  const marked = JSON.parse(
    JSON.stringify(samplePlan({ cells, seeds })).replace(/"((?:train|test)-\d-\d)"/g, `"$1${mark}"`),
  ) as Plan;
  const plan = { ...marked, jobs: marked.jobs.map(job => ({ ...job, spec: change(job.spec) })) };
  const history = cellsDone(accuracies).map(([at, fact]): Timed => {
    if (fact.type === 'run-started') return [at, { ...fact, run }];
    return [at, 'job' in fact && /^t\w+-\d/.test(fact.job) ? { ...fact, job: `${fact.job}${mark}` as JobId } : fact];
  });
  return replay(plan, history);
}
