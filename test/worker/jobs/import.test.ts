import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';

import { fingerprintModel } from '../../../src/data/index.js';
import { startEngine } from '../../../src/learn/engines/start-engine.js';
import { openImported } from '../../../src/learn/imported-net.js';
import { random } from '../../../src/lib/random.js';
import type { EvaluateSpec, ImportSpec, JobId } from '../../../src/plan/index.js';
import { temporaryFolder } from '../../helpers/temporary-folder.js';
import { digitsSpec, openSmallStore, trainSpec } from './small-store.js';

/** A net with a softmax at its end, as people save it, in two weight files. */
async function saveModel(
  shards = ['a.bin', 'sub.bin'],
): Promise<{ folder: string; path: string; probabilities: number[] }> {
  await startEngine('wasm', { threads: 1 });
  const model = layers.sequential({
    layers: [
      layers.layers.flatten({ inputShape: [8, 8, 1] }),
      layers.layers.dense({ units: 16, activation: 'relu' }),
      layers.layers.dense({ units: 10, activation: 'softmax' }),
    ],
  });
  const probabilities = [...(model.predict(tf.ones([1, 8, 8, 1])) as tf.Tensor).dataSync()];
  const folder = temporaryFolder();
  await model.save(
    tf.io.withSaveHandler(async ({ modelTopology, weightSpecs, weightData }) => {
      const bytes = new Uint8Array(weightData as ArrayBuffer);
      writeFileSync(join(folder, 'a.bin'), bytes.subarray(0, 1000));
      writeFileSync(join(folder, 'sub.bin'), bytes.subarray(1000));
      const model = { modelTopology, weightsManifest: [{ paths: shards, weights: weightSpecs }] };
      writeFileSync(join(folder, 'model.json'), JSON.stringify(model));
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    }),
  );
  return { folder, path: join(folder, 'model.json'), probabilities };
}

const fingerprintOf = (path: string) => fingerprintModel(path, join(temporaryFolder(), 'fingerprints.json'));

const specOf = (path: string): ImportSpec => ({ kind: 'import', path, fingerprint: fingerprintOf(path) as string });

describe('an import job', () => {
  it('takes in a layers model whose outputs become logits, to be measured and to teach', async () => {
    const { path, probabilities } = await saveModel();
    const store = openSmallStore();
    const data = digitsSpec();

    const { id } = await store.run(specOf(path));
    const { metrics } = await store.run({
      kind: 'evaluate',
      product: id,
      data,
      part: 'test',
      teachers: [],
      metrics: ['accuracy', 'nll', 'params', 'bytes', 'flops'].map(name => ({ name, settings: {} })),
      external: [],
    });

    expect(probabilities.reduce((sum, probability) => sum + probability, 0)).toBeCloseTo(1, 5);
    expect(metrics).toMatchObject({ params: 1210, bytes: 4840, flops: 2368 });
    expect(metrics.nll).toBeGreaterThan(2);
    const student = await store.run(
      trainSpec({
        strategy: { name: 'kd', settings: { temperature: 4, alpha: 0.5, weigh: uniform } },
        teachers: [{ product: id }],
        epochs: 1,
      }),
    );
    expect(student.epochs[0]!.losses.kd).toBeGreaterThan(0);
  });

  it('gives the same logits as the model, but for a constant', async () => {
    const { path, probabilities } = await saveModel();
    const store = openSmallStore();
    const { id } = await store.run(specOf(path));

    const net = await openImported(store.folder(id));

    const { logits } = net.apply(tf.ones([1, 8, 8, 1]), { training: false, random: random(0) });
    const again = [...tf.softmax(logits).dataSync()];
    again.forEach((probability, index) => {
      expect(probability).toBeCloseTo(probabilities[index]!, 5);
    });
  });

  it('refuses weight files that are cut short', async () => {
    const { path, folder } = await saveModel();
    writeFileSync(join(folder, 'sub.bin'), new Uint8Array(10));

    const running = openSmallStore().run(specOf(path));

    await expect(running).rejects.toMatchObject({
      reason: 'unreadable',
      message: expect.stringContaining('hold 1010 bytes, expected 4840'),
    });
  });

  it('refuses files that have changed since the run was planned', async () => {
    const { path, folder } = await saveModel();
    const spec = specOf(path);
    writeFileSync(join(folder, 'a.bin'), new Uint8Array(1000));

    await expect(openSmallStore().run(spec)).rejects.toMatchObject({ reason: 'unreadable' });
  });

  it('reads nothing outside the folder of the model', async () => {
    const { path } = await saveModel(['../outside.bin']);

    expect(fingerprintOf(path)).toEqual({ missing: `${path}: names ../outside.bin, outside its own folder` });
  });

  it('refuses a file of another kind', () => {
    const path = join(temporaryFolder(), 'model.pt');
    writeFileSync(path, '');

    expect(fingerprintOf(path)).toEqual({
      missing: `${path}: expected a model.json of TensorFlow.js layers, or a .onnx file`,
    });
  });

  it('refuses what is no layers model', async () => {
    const path = join(temporaryFolder(), 'model.json');
    writeFileSync(path, '{}');

    expect(fingerprintOf(path)).toEqual({
      missing: expect.stringContaining('has no modelTopology and weightsManifest'),
    });
  });
});

describe('an import job of an ONNX net', () => {
  const modelOf = (name: string) =>
    join(import.meta.dirname, '..', '..', 'learn', 'imported', 'models', `${name}.onnx`);
  const evaluation = (product: JobId): EvaluateSpec => ({
    kind: 'evaluate',
    product,
    data: digitsSpec(),
    part: 'test',
    teachers: [],
    metrics: ['accuracy', 'params', 'bytes', 'flops'].map(name => ({ name, settings: {} })),
    external: [],
  });

  it('takes it in, to be measured and to teach by stored outputs or at work', async () => {
    const store = openSmallStore();
    const data = digitsSpec({ augment: [{ name: 'shift', settings: { pixels: 2 } }] });

    const { id } = await store.run(specOf(modelOf('channels-first')));
    const { metrics } = await store.run(evaluation(id));
    const { id: outputs } = await store.run({ kind: 'outputs', product: id, data: digitsSpec(), part: 'train' });
    const strategy = { name: 'kd', settings: { temperature: 4, alpha: 0.5, weigh: uniform } };
    const teachers = [{ product: id, outputs }];
    const stored = await store.run(trainSpec({ strategy, teachers, epochs: 1 }));
    const atWork = await store.run(trainSpec({ strategy, teachers: [{ product: id }], epochs: 1 }));
    const augmented = await store.run(trainSpec({ strategy, teachers: [{ product: id }], epochs: 1, data }));

    expect(metrics).toMatchObject({ params: 86, bytes: statSync(modelOf('channels-first')).size, flops: 4688 });
    expect(stored.epochs[0]!.losses.kd).toBeGreaterThan(0);
    expect(atWork.epochs[0]!.losses.kd).toBeCloseTo(stored.epochs[0]!.losses.kd!, 4);
    expect(augmented.epochs[0]!.losses.kd).not.toBeCloseTo(stored.epochs[0]!.losses.kd!, 4);
  });

  it('refuses a damaged file, naming it', async () => {
    const path = join(temporaryFolder(), 'net.onnx');
    writeFileSync(path, readFileSync(modelOf('channels-first')).subarray(0, 400));

    await expect(openSmallStore().run(specOf(path))).rejects.toMatchObject({
      reason: 'unreadable',
      message: expect.stringMatching(/net\.onnx: it is no ONNX model/),
    });
  });

  it('refuses a net with other classes than the data when it is put to work', async () => {
    const store = openSmallStore();
    const { id } = await store.run(specOf(modelOf('three-classes')));

    await expect(store.run(evaluation(id))).rejects.toMatchObject({
      reason: 'refused',
      message: 'the net knows 3 classes, the data set has 10',
    });
  });
});

const uniform = { name: 'uniform', settings: { of: 'probabilities' } };
