import { describe, expect, it } from 'vitest';
import { epochsOf, trialText } from '../../src/report/index.js';
import { cellsDone, epoch, events, failed, replay, type Timed } from './helpers/history.js';
import { metric, samplePlan } from './helpers/sample-plan.js';

const plan = samplePlan();
const look = { columns: 80, colour: false, unicode: true, metric };
const epochs: Timed[] = [
  [1, epoch('train-0-1', 1, { hard: 2.3, kd: 0.512 })],
  [3, epoch('train-0-1', 2, { hard: 9.9, kd: 9.9 })],
  [5, epoch('train-0-1', 2, { hard: 0.95, kd: 0.31 })],
];

function textOf(trial: number, history: readonly Timed[]): string {
  const jobs = new Set(plan.jobs.map(({ id }) => id));
  return `\n${trialText(replay(plan, history), plan.experiments[0]!.trials[trial]!, epochsOf(events(history), jobs), look)}`;
}

describe('trialText', () => {
  it('shows settings, metrics, jobs and the losses of the last attempt at each epoch', () => {
    expect(textOf(0, [...epochs, ...cellsDone([[0.91]])])).toMatchInlineSnapshot(`
      "
      first-01
      strategy  none
      seed      1
      state     done, 9.0 s

      accuracy  91.00 %

      job                     kind      state  attempts   took  id
      teacher wide            train     done             8.0 s  teacher
      teacher wide on test    evaluate  done             1.0 s  teacher-test
      cell 0, seed 1          train     done             8.0 s  train-0-1
      cell 0, seed 1 on test  evaluate  done             1.0 s  test-0-1

      epoch   hard      kd   took
          1  2.300  0.5120  2.0 s
          2  0.950  0.3100  2.0 s
      "
    `);
  });

  it('puts the failure first, with its whole text', () => {
    const history: Timed[] = [...cellsDone([]), [9, failed('train-1-2', 'diverged', 'loss kd is NaN\nat step 12', 3)]];

    expect(textOf(4, history)).toMatchInlineSnapshot(`
      "
      first-12
      strategy              kd
      strategy.temperature  2
      seed                  2
      state                 failed

      cell 1, seed 2: diverged
        loss kd is NaN
        at step 12

      job                     kind      state    attempts   took  id
      teacher wide            train     done               8.0 s  teacher
      teacher wide on test    evaluate  done               1.0 s  teacher-test
      cell 1, seed 2          train     failed                    train-1-2
      cell 1, seed 2 on test  evaluate  waiting                   test-1-2
      "
    `);
  });
});
