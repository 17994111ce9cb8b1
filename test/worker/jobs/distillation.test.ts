import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import type { EvaluateSpec, JobId } from '../../../src/plan/index.js';
import { digitsSpec, openSmallStore, type SmallStore, trainSpec } from './small-store.js';

const kd = {
  name: 'kd',
  settings: { temperature: 4, alpha: 0.9, weigh: { name: 'uniform', settings: { of: 'probabilities' } } },
};

const data = digitsSpec({ train: { count: 800 }, validation: { count: 200 } });

const evaluation = (product: JobId, teachers: readonly JobId[], part: EvaluateSpec['part'] = 'test'): EvaluateSpec => ({
  kind: 'evaluate',
  product,
  data,
  part,
  teachers,
  metrics: ['accuracy', 'agreement', 'nll', 'params', 'bytes', 'flops'].map(name => ({ name, settings: {} })),
  external: [digitsSpec({ test: { count: 50 } })],
});

/** A teacher, its outputs, a student that learns from them, and what both are worth. */
async function distil(store: SmallStore) {
  const teacher = await store.run(
    trainSpec({ data, net: { name: 'mlp', settings: { hidden: [64], dropout: 0 } }, epochs: 10, seed: 0 }),
  );
  const outputs = (part: 'train' | 'test') => store.run({ kind: 'outputs', product: teacher.id, data, part });
  const [train, test] = [await outputs('train'), await outputs('test')];
  const student = await store.run(
    trainSpec({ data, strategy: kd, teachers: [{ product: teacher.id, outputs: train.id }], epochs: 5 }),
  );
  const teacherMetrics = (await store.run(evaluation(teacher.id, [test.id]))).metrics;
  const studentEvaluation = await store.run(evaluation(student.id, [test.id]));
  return { teacher, student, teacherMetrics, studentEvaluation };
}

/** Every file a job has left, in hex. */
const filesOf = (folder: string): Record<string, string> =>
  Object.fromEntries(readdirSync(folder).map(file => [file, readFileSync(join(folder, file), 'hex')]));

describe('jobs of a distillation', () => {
  it('make a student that has learned from its teacher, twice the same to the bit', async () => {
    const [first, second] = [openSmallStore(), openSmallStore()];

    const { teacher, student, teacherMetrics, studentEvaluation } = await distil(first);
    const again = await distil(second);

    expect(teacherMetrics.accuracy).toBeGreaterThan(0.85);
    expect(teacherMetrics.agreement).toBe(1);
    expect(studentEvaluation.metrics.accuracy).toBeGreaterThan(0.75);
    expect(studentEvaluation.metrics.agreement).toBeGreaterThan(0.75);
    expect(studentEvaluation.metrics).toMatchObject({ params: 1210, bytes: 4840, flops: 2368 });
    expect(studentEvaluation.metrics['accuracy@digits']).toBeGreaterThan(0.7);
    expect(studentEvaluation.metrics).not.toHaveProperty('agreement@digits');
    expect(student.epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5]);
    expect(Object.keys(student.epochs[0]!.losses).sort()).toEqual(['hard', 'kd']);
    expect(student.metrics['validation-accuracy']).toBeGreaterThan(0.75);
    expect(
      readFileSync(join(first.folder(student.id), 'history.jsonl'), 'utf8')
        .trim()
        .split('\n'),
    ).toHaveLength(5);
    for (const name of ['teacher', 'student'] as const)
      expect(filesOf(second.folder(again[name].id))).toEqual(filesOf(first.folder({ teacher, student }[name].id)));
    expect(again.studentEvaluation.metrics).toEqual(studentEvaluation.metrics);
  });

  it('learn the same from stored outputs as from the teacher itself, but for rounding', async () => {
    const store = openSmallStore();
    const teacher = await store.run(trainSpec({ data, seed: 0 }));
    const outputs = await store.run({ kind: 'outputs', product: teacher.id, data, part: 'train' });
    const student = trainSpec({ data, strategy: kd, epochs: 1 });

    const fromStore = await store.run({ ...student, teachers: [{ product: teacher.id, outputs: outputs.id }] });
    const live = await store.run({ ...student, teachers: [{ product: teacher.id }] });

    expect(fromStore.epochs[0]!.losses.kd).toBeCloseTo(live.epochs[0]!.losses.kd!, 4);
    expect(fromStore.epochs[0]!.losses.hard).toBeCloseTo(live.epochs[0]!.losses.hard!, 4);
  });
});
