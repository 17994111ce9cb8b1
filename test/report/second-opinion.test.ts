import { describe, expect, it } from 'vitest';
import { criticalT, twoSidedP } from '../../src/lib/t-distribution.js';
import { cellsCsv, resultsOf } from '../../src/report/index.js';
import { seedsNeeded } from '../../src/report/seeds-needed.js';
import { hasPythonPackages, python } from '../helpers/python.js';
import { cellsDone, replay } from './helpers/history.js';
import { metric, samplePlan } from './helpers/sample-plan.js';

const hasScipy = hasPythonPackages('scipy', 'numpy');

/** Relative, but for what is too small to matter. */
function expectNear(actual: number, expected: number, tolerance = 1e-9): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.max(Math.abs(expected), 1e-12));
}

describe.runIf(hasScipy)('the numbers of a report, recomputed by SciPy', () => {
  it("agree on Student's distribution, far into its tails", () => {
    const degrees = [1, 2, 3, 4, 5, 9, 30, 99, 998, 999];
    const ts = [0, 1e-9, 0.01, 0.7, 1, 2.5, 9, 60, 1e4];
    const confidences = [0.01, 0.5, 0.8, 0.95, 0.999, 0.999999];
    const [ps, quantiles] = JSON.parse(
      python(
        `
import json, sys
from scipy import stats
degrees, ts, confidences = json.load(sys.stdin)
print(json.dumps([[[2 * stats.t.sf(t, df) for t in ts] for df in degrees],
                  [[stats.t.ppf((1 + c) / 2, df) for c in confidences] for df in degrees]]))
`,
        [degrees, ts, confidences],
      ),
    ) as [number[][], number[][]];

    for (const [row, df] of degrees.entries()) {
      for (const [at, t] of ts.entries()) expectNear(twoSidedP(t, df), ps[row]![at]!);
      for (const [at, confidence] of confidences.entries())
        expectNear(criticalT(confidence, df), quantiles[row]![at]!, 1e-8); // SciPy itself inverts to about that
    }
  });

  it('agree on every column of cells.csv', () => {
    const accuracies = [
      [0.9112, 0.9187, 0.9153, 0.9071, 0.9144, 0.911],
      [0.93, 0.931, 0.938, 0.929, 0.9333, 0.9311],
      [0.905, 0.9231, 0.9111, 0.9163, 0.9099, 0.9195],
    ];
    const plan = samplePlan({ seeds: [1, 2, 3, 4, 5, 6] });
    const csv = cellsCsv(resultsOf(replay(plan, cellsDone(accuracies)), metric));
    const [head = [], ...rows] = csv
      .trim()
      .split('\r\n')
      .map(line => line.split(','));
    const expected = JSON.parse(
      python(
        `
import json, sys
from itertools import product
from math import sqrt
import numpy as np
from scipy import stats
cells = np.array(json.load(sys.stdin))
rows = []
for cell in cells:
    low, high = stats.t.interval(0.95, len(cell) - 1, loc=cell.mean(), scale=stats.sem(cell))
    rows.append({'accuracy.mean': cell.mean(), 'accuracy.sd': cell.std(ddof=1), 'accuracy.ci95-low': low, 'accuracy.ci95-high': high})
ps = []
for cell, row in zip(cells[1:], rows[1:]):
    test = stats.ttest_rel(cell, cells[0])
    interval = test.confidence_interval(0.95)
    difference = cell - cells[0]
    flips = [abs(np.dot(signs, difference)) >= abs(difference.sum()) - 1e-12 for signs in product([-1, 1], repeat=len(cell))]
    n = len(cell)
    g = difference.mean() / difference.std(ddof=1) * (1 - 3 / (4 * (n - 1) - 1))
    row.update({'difference': difference.mean(), 'difference-ci95-low': interval.low, 'difference-ci95-high': interval.high,
                'p': test.pvalue, 'p-sign-flip': np.mean(flips), 'effect': g})
    ps.append(test.pvalue)
order = np.argsort(ps)
adjusted, least = [0.0] * len(ps), 0.0
for rank, index in enumerate(order):
    least = max(least, min(1.0, ps[index] * (len(ps) - rank)))
    adjusted[index] = least
for row, p in zip(rows[1:], adjusted): row['p-holm'] = p
print(json.dumps([{key: float(value) for key, value in row.items()} for row in rows]))
`,
        accuracies,
      ),
    ) as Record<string, number>[];

    for (const [at, cell] of expected.entries())
      for (const [column, value] of Object.entries(cell)) expectNear(Number(rows[at]![head.indexOf(column)]), value);
  });

  it('agree on how many seeds a difference needs, to one seed, by the noncentral t distribution', () => {
    const effects = [0.15, 0.3, 0.5, 0.8, 1, 1.5, 2.5, 4];
    const levels = [0.05, 0.025, 0.01];
    const exact = JSON.parse(
      python(
        `
import json, sys
from math import sqrt
from scipy import stats
effects, levels = json.load(sys.stdin)
def needed(d, level):
    for n in range(3, 1001):
        critical = stats.t.ppf(1 - level / 2, n - 1)
        if stats.nct.sf(critical, n - 1, d * sqrt(n)) >= 0.8: return n
print(json.dumps([[needed(d, level) for level in levels] for d in effects]))
`,
        [effects, levels],
      ),
    ) as number[][];

    for (const [row, effect] of effects.entries())
      for (const [at, level] of levels.entries())
        expect(Math.abs(seedsNeeded(effect, level)! - exact[row]![at]!)).toBeLessThanOrEqual(1);
  });
});
