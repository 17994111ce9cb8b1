import { describe, expect, it } from 'vitest';
import type { Job, Plan } from '../../src/plan/index.js';
import { teacherResults } from '../../src/report/teachers.js';
import { finished, replay, started, type Timed } from './helpers/history.js';
import { jobId, samplePlan } from './helpers/sample-plan.js';

/** The sample with a gate: the teacher must be good on the validation part before any student is trained. */
function gatedPlan(): Plan {
  const plan = samplePlan({ seeds: [1] });
  const [teacher, test, ...students] = plan.jobs as [Job, Job, ...Job[]];
  const validation = { ...test, id: jobId('teacher-validation'), spec: { ...test.spec, part: 'validation' } } as Job;
  const gate: Job = {
    ...test,
    id: jobId('gate'),
    needs: [validation.id],
    spec: { kind: 'gate', evaluation: validation.id, teacher: 'wide', metric: 'accuracy', operator: '>=', value: 0.9 },
  };
  const experiments = plan.experiments.map(experiment => ({
    ...experiment,
    trials: experiment.trials.map(trial => ({ ...trial, jobs: [validation.id, gate.id, ...trial.jobs] })),
  }));
  return { ...plan, experiments, jobs: [teacher, test, validation, gate, ...students] };
}

describe('teacherResults', () => {
  it('tells on which part a required value was measured, beside the test part', () => {
    const history: Timed[] = [
      [0, started],
      [1, finished('teacher', 1, {}, ['hardly learned'])],
      [2, finished('teacher-test', 1, { accuracy: 0.97 })],
      [3, finished('teacher-validation', 1, { accuracy: 0.98 })],
    ];
    const plan = gatedPlan();

    expect(teacherResults(replay(plan, history), plan.experiments[0]!)).toEqual([
      { label: 'wide', part: 'test', metrics: { accuracy: 0.97 }, warnings: ['hardly learned'] },
      { label: 'wide', part: 'validation', metrics: { accuracy: 0.98 }, warnings: ['hardly learned'] },
    ]);
  });

  it('leaves out what was not measured yet', () => {
    const plan = gatedPlan();

    expect(teacherResults(replay(plan, [[0, started]]), plan.experiments[0]!)).toEqual([]);
  });
});
