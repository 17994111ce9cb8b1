import { describe, expect, it } from 'vitest';
import { conceptResults } from '../../src/report/concepts.js';
import type { RunState } from '../../src/report/run-state.js';
import { planText } from '../helpers/plan-text.js';

const { experiments, jobs } = planText(`
  concept bright { positive top(25%, brightness)  negative random }
  experiment e {
    dataset mnist
    teachers [cnn(8, 8), mlp(16, 16)]
    student mlp(8, 8)
    strategy each [kd, cav { concepts [bright] }]
    seed each 1..2
  }`);
const experiment = experiments[0]!;

/** All jobs done, with the same metrics for each of a kind. */
const state = (kept: number): RunState => {
  const found = {
    '1/tcav': 0.75,
    '1/low': 0.7,
    '1/high': 0.8,
    '1/random': 0.5,
    '1/p': 0.01,
    '1/accuracy': 0.9,
    '1/kept': kept,
  };
  const metrics = { concepts: found, train: { 'weight/1': 0.6, 'weight/2': 0.4 } } as Readonly<Record<string, object>>;
  const records = jobs.map(job => [job.id, { job, state: 'done', metrics: metrics[job.spec.kind] ?? {} }] as const);
  return { jobs: new Map(records) } as unknown as RunState;
};

describe('what nets make of concepts', () => {
  it('is told of every student, and of the teachers where they are weighed by it', () => {
    const rows = conceptResults(state(20), experiment);

    expect(rows.map(({ cell, net, weight }) => [cell.strategy?.split(' ')[0], net, weight])).toEqual([
      ['kd', 'student', undefined],
      ['cav', 'cnn(8, 8)', 0.6],
      ['cav', 'mlp(16, 16)', 0.4],
      ['cav', 'student', undefined],
    ]);
    expect(rows[1]).toMatchObject({ concept: 'bright', n: 2, tcav: 0.75, low: 0.7, high: 0.8, p: 0.01, accuracy: 0.9 });
  });

  it('is no score where no vector was good enough', () => {
    expect(conceptResults(state(0), experiment)[0]).not.toHaveProperty('tcav');
  });
});
