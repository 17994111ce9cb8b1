import { expect, it } from 'vitest';

import { epochsCsv, initialState, measurements, reduce, trainingEpochs, trialCourses } from '../../src/report/index.js';
import { begun, epoch, events, finished, started, type Timed } from './helpers/history.js';
import { jobId, samplePlan } from './helpers/sample-plan.js';

const plan = samplePlan({ seeds: [1], cells: [{ strategy: 'none' }, { strategy: 'kd, "hot"\n' }] });
const stored = [{ phase: 'train', epoch: 1, losses: { hard: 4 }, metrics: { accuracy: 0.5 } }];

function coursesOf(history: readonly Timed[]) {
  const happened = events(history);
  const state = happened.reduce(reduce, initialState(plan));
  return trialCourses(
    state,
    trainingEpochs(happened, training => (training === jobId('train-0-1') ? stored : [])),
  );
}

const history: readonly Timed[] = [
  [0, started],
  [1, begun('train-1-1')],
  [2, epoch('train-1-1', 1, { hard: 1, kd: 3 })],
  [3, epoch('train-1-1', 2, { hard: 0.9, kd: 2 })],
  [4, begun('train-1-1', 0, 2)],
  [5, epoch('train-1-1', 2, { hard: 0.8, kd: Number.NaN })],
  [6, finished('train-1-1', 3)],
  [7, finished('test-1-1', 1, { accuracy: 0.75 })],
];

it('every epoch of a trial is a row once, where it was done first or again, here or by another run', () => {
  expect(epochsCsv(coursesOf(history)).split('\r\n')).toEqual([
    'experiment,trial,strategy,seed,phase,epoch,seconds,loss.hard,loss.kd,validation.accuracy',
    'first,first-01,none,1,train,1,,4,,0.5',
    'first,first-11,"kd, ""hot""\n",1,main,1,2,1,3,',
    'first,first-11,"kd, ""hot""\n",1,main,2,2,0.8,NaN,',
    '',
  ]);
});

it('the long form has every number of them, and the results at the last epoch', () => {
  const rows = [...measurements(coursesOf(history))].map(({ trial, kind, metric, epoch: step, value }) =>
    [trial.id, kind, metric, step, value].join(' '),
  );

  expect(rows).toEqual([
    'first-01 loss hard 1 4',
    'first-01 validation accuracy 1 0.5',
    'first-11 loss hard 1 1',
    'first-11 loss kd 1 3',
    'first-11 time epoch-seconds 1 2',
    'first-11 loss hard 2 0.8',
    'first-11 loss kd 2 NaN',
    'first-11 time epoch-seconds 2 2',
    'first-11 final accuracy 2 0.75',
  ]);
});
