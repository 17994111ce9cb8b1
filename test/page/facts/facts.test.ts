import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { spansOf } from '../../../src/page/facts/bars.js';
import { curveExtent } from '../../../src/page/facts/curve-extent.js';
import { curvesOf, mostPoints } from '../../../src/page/facts/curves.js';
import { paretoFront } from '../../../src/page/facts/pareto.js';
import { calibrationError } from '../../../src/page/facts/reliability.js';
import { settingsTable } from '../../../src/page/facts/settings.js';
import { escaped, html } from '../../../src/page/html.js';
import type { PastEpoch } from '../../../src/report/index.js';
import { jobId, samplePlan } from '../../report/helpers/sample-plan.js';
import { tallies } from '../helpers/page-of.js';

const epochs = (values: readonly number[]): PastEpoch[] =>
  values.map((value, at) => ({
    phase: 'train',
    epoch: at + 1,
    losses: { hard: value, 'weight of teacher 1 (mlp)': 0.5 },
    metrics: {},
  }));

describe('a curve', () => {
  it('is the mean over the seeds that came so far, with its interval where there are two', () => {
    const of = new Map([
      ['a', epochs([1, 2, 3])],
      ['b', epochs([3, 4])],
    ]);

    const [curve, ...others] = curvesOf([jobId('a'), jobId('b')], id => of.get(id) ?? [], 'loss');

    expect(others).toEqual([]);
    expect(curve!.points.map(({ epoch, n, mean }) => [epoch, n, mean])).toEqual([
      [1, 2, 2],
      [2, 2, 3],
      [3, 1, 3],
    ]);
    expect(curve!.points[0]!.high! - 2).toBeCloseTo(12.7062 * 1, 3);
    expect(curve!.points[2]!.low).toBeUndefined();
  });

  it('keeps its ends however long it is', () => {
    const [curve] = curvesOf([jobId('a')], () => epochs([...Array(1000).keys()]), 'loss');

    expect(curve!.points.length).toBeLessThanOrEqual(mostPoints + 1);
    expect([curve!.points[0]!.epoch, curve!.points.at(-1)!.epoch]).toEqual([1, 1000]);
  });
});

describe('the room for curves', () => {
  it('has all means, and tells where a band goes beyond it', () => {
    const tame = [
      { mean: 0, low: -1, high: 1 },
      { mean: 8, low: 7, high: 9 },
    ];
    const wild = [...tame, { mean: 4, low: -50, high: 60 }];

    expect(curveExtent(tame)).toEqual({ domain: [-1, 9], isCut: false });
    expect(curveExtent(wild)).toEqual({ domain: [-2, 10], isCut: true });
  });
});

describe('the Pareto front', () => {
  it('has exactly those that nothing beats', () => {
    const offer = fc.record({ cost: fc.integer({ min: 1, max: 6 }), value: fc.integer({ min: 0, max: 6 }) });
    fc.assert(
      fc.property(fc.array(offer), offers => {
        const found = paretoFront(offers, 'larger');

        const beaten = (one: (typeof offers)[number]): boolean =>
          offers.some(
            other =>
              other.cost <= one.cost && other.value >= one.value && (other.cost < one.cost || other.value > one.value),
          );
        const expected = new Set(offers.filter(one => !beaten(one)).map(({ cost, value }) => `${cost} ${value}`));
        expect(new Set(found.map(({ cost, value }) => `${cost} ${value}`))).toEqual(expected);
        expect(found).toHaveLength(expected.size);
      }),
    );
  });
});

describe('the calibration error', () => {
  it('is the mean gap of the bins, weighed by their examples', () => {
    expect(calibrationError(tallies)).toBeCloseTo(0.4 * (0.6 - 0.5) + 0.6 * (0.95 - 5 / 6), 12);
  });
});

describe('the time of slots', () => {
  const attempt = (slot: number, start: number, end: number, exit: 'done' | 'failed' = 'done', job = 'a') => ({
    job: jobId(job),
    attempt: 1,
    slot,
    card: '',
    start: new Date(1e12 + start * 1000).toISOString(),
    end: new Date(1e12 + end * 1000).toISOString(),
    exit,
    reason: '',
  });

  it('joins what is too narrow to see apart, and never a failure', () => {
    const attempts = [
      attempt(0, 0, 1),
      attempt(0, 1, 2),
      attempt(1, 0, 50),
      attempt(0, 2, 3, 'failed'),
      attempt(0, 90, 91),
    ];

    const spans = spansOf(attempts, () => 'students', 5);

    expect(spans.map(({ slot, start, end, jobs, hasFailed }) => [slot, start, end, jobs, hasFailed])).toEqual([
      [0, 0, 2, 2, false],
      [1, 0, 50, 1, false],
      [0, 2, 3, 1, true],
      [0, 90, 91, 1, false],
    ]);
  });
});

describe('settings', () => {
  it('stand apart where some differ, and seeds are none of them', () => {
    const jobs = samplePlan().jobs.filter(({ spec }) => spec.kind === 'train');
    const [first, second] = jobs;
    const other = { ...second!, spec: { ...second!.spec, strategy: { name: 'kd', settings: { temperature: 4 } } } };

    const { common, differing } = settingsTable([first, other as typeof second]);

    expect(differing).toEqual([
      { path: 'strategy.name', values: ['none', 'kd'] },
      { path: 'strategy.temperature', values: [undefined, '4'] },
    ]);
    expect(common).toContainEqual(['train.epochs', '4']);
    expect(common.map(([path]) => path)).not.toContain('seed');
  });
});

describe('text in HTML', () => {
  it('is never markup, in whatever it is put', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        expect(html`<p title="${text}">${text}</p>`.text).toBe(`<p title="${escaped(text)}">${escaped(text)}</p>`);
        expect(escaped(text)).not.toMatch(/[<>"']/);
      }),
    );
  });

  it('shows marks that would turn the writing round', () => {
    expect(escaped('a\u202eb\n\tc')).toBe('a\ufffdb\n\tc');
  });
});
