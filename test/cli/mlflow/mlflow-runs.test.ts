import { join } from 'node:path';
import { expect, it } from 'vitest';

import { metricFacts } from '../../../src/cli/lookups.js';
import { mlflowExperiments } from '../../../src/cli/mlflow/mlflow-runs.js';
import { initialState, reduce, resultsOf } from '../../../src/report/index.js';
import { openStore } from '../../../src/store/index.js';
import { temporaryFolder } from '../../helpers/temporary-folder.js';
import { begun, epoch, events, failed, finished, started, startMs, type Timed } from '../../report/helpers/history.js';
import { samplePlan } from '../../report/helpers/sample-plan.js';

const plan = samplePlan({ seeds: [1, 2], cells: [{ strategy: 'none' }, { strategy: 'kd' }] });

function experimentOf(history: readonly Timed[]) {
  const happened = events(history);
  const state = happened.reduce(reduce, initialState(plan));
  const store = openStore(join(temporaryFolder(), '.kd'));
  const run = store.runs.create({ plan, sources: [], started: new Date(startMs) });
  const results = resultsOf(state, metricFacts);
  return mlflowExperiments({ store, run, state, events: happened, results })[0]!;
}

it('a trial is a run from the first word of it to the last, with its settings and all its numbers', () => {
  const { families } = experimentOf([
    [0, started],
    [1, begun('train-1-1')],
    [2, epoch('train-1-1', 1, { hard: 0.5 })],
    [3, finished('train-1-1', 2)],
    [5, finished('test-1-1', 1, { accuracy: 0.75 })],
  ]);

  const [child] = families[1]!.children;
  expect(child).toMatchObject({
    name: 'kd, seed 1',
    status: 'FINISHED',
    startMs: startMs + 1_000,
    endMs: startMs + 5_000,
    params: { strategy: 'kd', seed: '1', net: 'mlp', 'train.epochs': '4', 'train.optimizer': 'sgd', dataset: 'mnist' },
    tags: { 'kd.trial': 'first-11', 'kd.result': 'test-1-1', 'kd.experiment': 'first' },
    metrics: [
      { key: 'loss/hard', value: 0.5, step: 1, timeMs: startMs + 2_000 },
      { key: 'time/epoch-seconds', value: 2, step: 1, timeMs: startMs + 2_000 },
      { key: 'accuracy', value: 0.75, step: 1, timeMs: startMs + 5_000 },
    ],
  });
});

it('a trial that has not begun is no run yet, and one that failed says why', () => {
  const { families } = experimentOf([
    [0, started],
    [1, begun('train-0-1')],
    [2, failed('train-0-1', 'diverged', 'loss is NaN')],
  ]);

  expect(families[1]!.children).toEqual([]);
  expect(families[1]!.parent).toBeUndefined();
  expect(families[0]!.children).toHaveLength(1);
  expect(families[0]!.children[0]).toMatchObject({ status: 'FAILED', tags: { 'kd.error': 'diverged: loss is NaN' } });
});

it('a cell of several seeds is a run above them, with means and their spread', () => {
  const { families } = experimentOf([
    [0, started],
    [1, finished('train-0-1', 1)],
    [2, finished('test-0-1', 1, { accuracy: 0.5 })],
    [3, finished('train-0-2', 1)],
    [4, finished('test-0-2', 1, { accuracy: 0.7 })],
  ]);

  const { parent } = families[0]!;
  const metrics = Object.fromEntries(parent!.metrics.map(({ key, value }) => [key, value]));
  expect(parent).toMatchObject({ name: 'none', status: 'FINISHED', tags: { 'kd.baseline': 'true' } });
  expect(parent!.tags).not.toHaveProperty(['kd.trial']);
  expect(metrics).toMatchObject({ trials: 2, accuracy: expect.closeTo(0.6), 'accuracy/sd': expect.closeTo(0.1414, 4) });
});
