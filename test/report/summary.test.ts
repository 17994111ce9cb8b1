import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/plan/index.js';
import { reportText, resultsOf } from '../../src/report/index.js';
import { cellsDone, replay } from './helpers/history.js';
import { classes, jobId, metric, samplePlan } from './helpers/sample-plan.js';

const look = { colour: false, unicode: true, metric, classes };

const textOf = (plan: Plan, accuracies: readonly (readonly number[])[], interval?: 'bootstrap'): string =>
  reportText(resultsOf(replay(plan, cellsDone(accuracies)), metric, interval), look);

const clear = [
  [0.7, 0.71, 0.705],
  [0.8, 0.811, 0.806],
];

describe('what is said below a table', () => {
  it('sets the best student beside the best teacher, and tells how far it came', () => {
    expect(textOf(samplePlan(), clear)).toContain(
      'Best teacher: wide, accuracy 98.12 %. Best student: kd, temperature 2, 80.57 %, 36 % of the way from none to it.',
    );
  });

  it('does not tell a way where the best student is not shown to be better', () => {
    const text = textOf(samplePlan(), [
      [0.7, 0.71, 0.705],
      [0.71, 0.709, 0.706],
    ]);

    expect(text).toContain('Best student: kd, temperature 2, 70.83 %.');
    expect(text).toMatch(/settle what is not shown.*: kd, temperature 2: about \d+\./);
  });

  it('misses a student that learned without teachers', () => {
    const plan = samplePlan({
      cells: [{ strategy: 'kd' }, { strategy: 'cav' }],
      compare: { baseline: 'kd', metric: 'accuracy' },
    });

    expect(textOf(plan, clear)).toContain('add `none` to the strategies');
    expect(textOf(samplePlan(), clear)).not.toContain('add `none`');
  });

  it('says that test data chose nothing, or which teacher was judged by them', () => {
    const plan = samplePlan();
    const judged = withGate(plan);

    expect(textOf(plan, clear)).toContain('Test data chose nothing.');
    expect(textOf(judged, clear)).toContain('Test data chose one thing: `require` of teacher wide');
  });

  it('names the bootstrap where it made the intervals', () => {
    const text = textOf(samplePlan(), clear, 'bootstrap');

    expect(text).toContain('Intervals by the bootstrap');
    expect(text).toContain('[70.00, 71.00]');
  });
});

/** The plan with a `require` of the teacher that looks at its measurement on the test part. */
function withGate(plan: Plan): Plan {
  const gate = jobId('gate');
  const [test] = plan.jobs.filter(({ id }) => id === 'teacher-test');
  const job = {
    ...test!,
    id: gate,
    spec: {
      kind: 'gate',
      evaluation: jobId('teacher-test'),
      teacher: 'wide',
      metric: 'accuracy',
      operator: '>=',
      value: 0.9,
    },
    needs: [jobId('teacher-test')],
  } as const;
  const at = plan.jobs.indexOf(test!) + 1;
  return {
    ...plan,
    jobs: [...plan.jobs.slice(0, at), job, ...plan.jobs.slice(at)],
    experiments: plan.experiments.map(experiment => ({
      ...experiment,
      trials: experiment.trials.map(trial => ({ ...trial, jobs: [gate, ...trial.jobs] })),
    })),
  };
}
