import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import { startEngine } from '../../src/learn/engines/index.js';
import { inMemory } from '../formats/nets/in-memory.js';
import { hasPythonPackages, python } from '../helpers/python.js';
import { expectClose } from '../learn/numerics.js';
import { folderWith, kd, tiny } from './kd.js';

const many = `
experiment many {
  dataset  digits { train 300  test 100  labeled 100 }
  student  cnn(channels: [4, 6])
  strategy each [none, mean-teacher]
  train    { epochs 2  batch 20 }
}
`;

/** The answer of `kd exp show --json`, as far as it is needed here. */
interface Shown {
  readonly experiments: readonly {
    readonly trials: readonly { readonly id: string; readonly metrics: Readonly<Record<string, number>> }[];
    readonly teachers: readonly { readonly metrics: Readonly<Record<string, number>> }[];
  }[];
}

async function shown(cwd: string): Promise<Shown['experiments'][number]> {
  const { stdout } = await kd(['exp', 'show', '--json'], { cwd });
  return (JSON.parse(stdout) as Shown).experiments[0]!;
}

const jsonIn = (...path: readonly string[]) => JSON.parse(readFileSync(join(...path), 'utf8'));

describe('kd exp export --student', { timeout: 240_000 }, () => {
  it('writes models that kd loads as teachers with the metrics the student had', async () => {
    const cwd = folderWith({
      'tiny.kd': tiny.replace('seed     each 1..2', 'measure [accuracy, nll]'),
      'again.kd': `
        teacher a { load "student/student.onnx" }
        teacher b { load "student/tfjs/model.json" }
        experiment again {
          dataset digits { train 400  test 100 }  teacher each [a, b]  student mlp(4)  strategy kd
          train { epochs 1 }  measure [accuracy, nll]
        }`,
    });
    await kd(['exp', 'run', 'tiny.kd'], { cwd });
    const { trials } = await shown(cwd);
    const trial = trials.at(-1)!;

    const exported = await kd(['exp', 'export', '--student', trial.id, '--to', 'student'], { cwd });
    const run = await kd(['exp', 'run', 'again.kd'], { cwd });

    expect(exported).toMatchObject({ code: 0, stderr: '' });
    expect(exported.stdout.trim().split('\n')).toHaveLength(7);
    expect(jsonIn(cwd, 'student', 'student.json')).toMatchObject({ metrics: trial.metrics, classes: { length: 10 } });
    expect(run).toMatchObject({ code: 0 });
    const { teachers } = await shown(cwd);
    expect(teachers).toHaveLength(2);
    for (const { metrics } of teachers) {
      expect(metrics.accuracy).toBe(trial.metrics.accuracy);
      expect(metrics.nll).toBeCloseTo(trial.metrics.nll!, 5);
    }
  });

  it('writes what each strategy makes, averaged nets too, as it computes', async () => {
    const cwd = folderWith({ 'many.kd': many });
    await kd(['exp', 'run', 'many.kd'], { cwd });
    const { trials } = await shown(cwd);
    await startEngine('cpu', { threads: 1 });

    for (const { id } of trials) {
      const { code } = await kd(['exp', 'export', '--student', id, '--to', id, '--as', 'tfjs'], { cwd });

      const { shape, pixels, logits } = jsonIn(cwd, id, 'sample.json');
      const files = {
        'model.json': readFileSync(join(cwd, id, 'tfjs', 'model.json'), 'utf8'),
        'weights.bin': readFileSync(join(cwd, id, 'tfjs', 'weights.bin')),
      };
      const model = await loadLayersModel(inMemory(files));
      expect(code).toBe(0);
      expectClose(model.predict(tensor(pixels, shape)) as Tensor, logits.flat());
      expect(readdirSync(join(cwd, id)).sort()).toEqual(['README.md', 'sample.json', 'student.json', 'tfjs']);
    }
    expect(trials).toHaveLength(2);
  });

  it.runIf(hasPythonPackages('onnxruntime'))('says in its README how to check it, and that is so', async () => {
    const cwd = folderWith({ 'tiny.kd': tiny });
    await kd(['exp', 'run', 'tiny.kd', '--only', 'strategy=none', '--seed', '1'], { cwd });
    await kd(['exp', 'export', '--student', 'tiny', '--to', 'out', '--as', 'onnx'], { cwd });

    const [, program = ''] = /```python\n([^`]*)```/.exec(readFileSync(join(cwd, 'out', 'README.md'), 'utf8')) ?? [];
    const printed = python(`import os, sys\nos.chdir(sys.argv[1])\n${program}`, null, join(cwd, 'out'));

    expect(Number(printed)).toBeLessThan(1e-4);
    expect(Number(printed)).toBeGreaterThanOrEqual(0);
  });

  it('writes a graph model where a net is not made of layers, and says so', async () => {
    const cwd = folderWith({
      'vit.kd': `experiment tokens {
        dataset digits { train 200  test 50 }  student vit(patch: 4, width: 8, depth: 1, heads: 2)  strategy none
        train { epochs 1 }
      }`,
    });
    await kd(['exp', 'run', 'vit.kd'], { cwd });

    const exported = await kd(['exp', 'export', '--student', 'tokens', '--to', 'out', '--as', 'tfjs'], { cwd });

    expect(exported).toMatchObject({ code: 0, stderr: expect.stringContaining('tf.loadGraphModel') });
    expect(jsonIn(cwd, 'out', 'tfjs', 'model.json').format).toBe('graph-model');
    expect(jsonIn(cwd, 'out', 'student.json').models.tfjs.load).toBe('tf.loadGraphModel');
  });

  it('writes nothing where it is not told what, or where the student is gone', async () => {
    const cwd = folderWith({ 'tiny.kd': tiny });
    await kd(['exp', 'run', 'tiny.kd', '--seed', '1'], { cwd });
    const exportBy = (...args: string[]) => kd(['exp', 'export', ...args], { cwd });

    expect(await exportBy('--student', 'none')).toMatchObject({ code: 2, stderr: expect.stringContaining('folder') });
    expect(await exportBy('--to', 'out')).toMatchObject({ code: 2, stderr: expect.stringContaining('no trial') });
    expect(await exportBy('--student', 'tiny', '--to', 'out', '--as', 'tflite')).toMatchObject({ code: 2 });
    rmSync(join(cwd, '.kd', 'objects'), { recursive: true });
    const { id } = (await shown(cwd)).trials[0]!;
    const gone = await exportBy('--student', id, '--to', 'out');
    expect(gone).toMatchObject({ code: 2, stderr: expect.stringContaining(`trial ${id} has no student`) });
    expect(readdirSync(cwd).sort()).toEqual(['.kd', 'tiny.kd']);
  });
});
