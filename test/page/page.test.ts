import { describe, expect, it } from 'vitest';

import { resultsOf } from '../../src/report/index.js';
import { cellsDone, epoch, failed, replay, started, type Timed } from '../report/helpers/history.js';
import { metric, samplePlan } from '../report/helpers/sample-plan.js';
import { inputOf, pageOf, tallies, textOf } from './helpers/page-of.js';

const accuracies = [
  [0.81, 0.813, 0.807],
  [0.858, 0.86, 0.857],
  [0.812, 0.809, 0.811],
];
const done = cellsDone(accuracies, { params: 12_730 });

describe('the page of a run', () => {
  it('answers on top, in words and with what is uncertain', () => {
    const text = textOf(pageOf(samplePlan(), done));

    const { cells } = resultsOf(replay(samplePlan(), done), metric).experiments[0]!;
    const against = cells[1]!.against!;
    expect(against.pHolm).toBeLessThan(0.001);
    expect(text).toContain('1 of 2 cells is better than none by accuracy and for 1 no difference is shown.');
    expect(text).toContain(
      `better than none: accuracy 85.83 % against 81.00 %, +${(100 * against.difference!).toFixed(2)} points ` +
        `[+${(100 * against.ci95![0]).toFixed(2)}, +${(100 * against.ci95![1]).toFixed(2)}], p < 0.001, 3 seeds.`,
    );
    expect(text.indexOf('does kd beat plain training?')).toBeLessThan(text.indexOf('better than none'));
    expect(text.indexOf('better than none')).toBeLessThan(text.indexOf('On this page'));
  });

  it('never says that there is no difference, and says how large one there may be', () => {
    const text = textOf(
      pageOf(
        samplePlan({ seeds: [1, 2] }),
        cellsDone([
          [0.8, 0.81],
          [0.81, 0.8],
          [0.8, 0.82],
        ]),
      ),
    );

    expect(text).toMatch(
      /No difference from none by accuracy is shown for any of 2 cells. That is not to say there is none: differences from -[\d.]+ to \+[\d.]+ points lie within the 95 % intervals./,
    );
  });

  it('has every number of the results in its table of cells', () => {
    const text = textOf(pageOf(samplePlan(), done));

    for (const { metrics } of resultsOf(replay(samplePlan(), done), metric).experiments[0]!.cells) {
      const { mean, sd, ci95 } = metrics.accuracy!;
      const percent = (value: number): string => (100 * value).toFixed(2);
      expect(text).toContain(`${percent(mean)} ± ${percent(sd!)}`);
      expect(text).toContain(`[${percent(ci95![0])}, ${percent(ci95![1])}]`);
    }
    for (const value of accuracies.flat()) expect(text).toContain((100 * value).toFixed(2));
    expect(text).toContain('53 × the student');
  });

  it('says above all else what failed', () => {
    const history: Timed[] = [
      ...done.filter(([, fact]) => !('job' in fact && `${fact.job}`.endsWith('-1-2'))),
      [20, { type: 'job-started', job: 'train-1-2' as never, attempt: 1, slot: 0 }],
      [21, failed('train-1-2', 'diverged', 'loss is NaN')],
    ];

    const text = textOf(pageOf(samplePlan(), history));

    expect(text).toMatch(/Read this first .*seed 2 \(first-12\) failed: diverged: loss is NaN/);
    expect(text.indexOf('loss is NaN')).toBeLessThan(text.indexOf('On this page'));
  });

  it('says of a run without results that it has none', () => {
    const text = textOf(pageOf(samplePlan(), [[0, started]]));

    expect(text).toContain('No trial has a result yet.');
    expect(text).toContain('Cells : no trial has a result.');
  });

  it('draws loss terms over epochs and names what it cannot draw', () => {
    const epochs: Timed[] = [1, 2, 3].map(at => [5 + at, epoch(`train-1-1`, at, { hard: 1 / at, kd: 2 / at })]);

    const text = textOf(pageOf(samplePlan(), [...done, ...epochs]));

    expect(text).toContain('hard by epoch');
    expect(text).toContain('from 2.00 at epoch 1 to 0.667 at epoch 3');
    expect(text).toContain('Learning curves : no epoch was measured');
    expect(text).toContain('Calibration : not kept by the version of kd that measured these results');
  });

  it('adds up what was counted over seeds', () => {
    const text = textOf(pageOf(samplePlan(), done, { talliesOf: () => tallies }));

    expect(text).toContain('cat 12 3 80.0 %');
    expect(text).toContain('dog 6 9 60.0 %');
    expect(text).toContain('dog taken for cat (40.0 %), cat taken for dog (20.0 %)');
    expect(text).toContain('ECE 11.00 % ± 0.00');
  });

  it('lets nothing of an author become markup, wherever it stands', () => {
    const hostile = `"><script>alert('x')</script><img src=x onerror=alert(1)>\u202e&`;
    const cells = [{ strategy: 'none' }, { strategy: hostile }];
    const plan = samplePlan({ cells });
    const [experiment] = plan.experiments;
    const renamed = {
      ...plan,
      experiments: [
        { ...experiment!, name: hostile, about: hostile, teachers: [{ ...experiment!.teachers[0]!, label: hostile }] },
      ],
      jobs: plan.jobs.map(job => ({ ...job, label: hostile })),
    };
    const history: Timed[] = [
      ...cellsDone(
        [
          [0.8, 0.81, 0.82],
          [0.83, 0.84, 0.86],
        ],
        { [hostile]: 1 },
      ),
      [12, epoch('train-1-1', 1, { [hostile]: 1 })],
      [13, { type: 'job-started', job: 'train-1-3' as never, attempt: 1, slot: 0 }],
      [14, failed('train-1-3', 'crashed', hostile)],
    ];
    const named = { ...tallies, classes: [hostile, 'dog'] };
    const { origin } = inputOf(renamed, history);

    const page = pageOf(renamed, history, {
      talliesOf: () => named,
      sources: [{ name: hostile, text: hostile, sha256: hostile }],
      origin: { ...origin, command: ['kd', hostile], versions: [hostile], cards: [hostile] },
    });

    expect(page).not.toContain('<script>alert');
    expect(page).not.toContain('<img');
    expect(page).not.toContain('\u202e');
    expect(page.match(/<script>/g)).toHaveLength(1);
    for (const tag of page.matchAll(/<[a-z][^<>]*>/g))
      expect(tag[0].replace(/"[^"]*"/g, '')).not.toMatch(/onerror|alert|'/);
  });

  it('needs nothing from elsewhere and forbids it', () => {
    const page = pageOf(samplePlan(), done);

    expect(page).toContain(`default-src &#39;none&#39;`);
    expect(page).not.toMatch(/(?:src|href)="(?!#)/);
    expect(page).not.toMatch(/url\(|@import/);
  });

  it('stays small with a thousand trials, and says what it leaves out', () => {
    const cells = [...Array(100).keys()].map(at => ({
      strategy: at === 0 ? 'none' : 'kd',
      'strategy.temperature': `${at}`,
    }));
    const plan = samplePlan({ cells, seeds: [...Array(10).keys()].map(seed => seed + 1) });
    const values = cells.map((_, cell) =>
      [...Array(10).keys()].map(seed => 0.5 + cell / 400 + ((seed * 7 + cell) % 10) / 900),
    );

    const page = pageOf(plan, cellsDone(values), { talliesOf: () => tallies });

    expect(page.length).toBeLessThan(5_000_000);
    expect(textOf(page)).toContain(
      '40 of 100 cells are shown: the baseline and the best by accuracy. The table of cells has all.',
    );
    expect(page.match(/<code title="test-/g)).toHaveLength(1000);
  });
});
