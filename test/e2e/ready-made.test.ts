import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { io } from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import { startEngine } from '../../src/learn/engines/index.js';
import { folderWith, kd } from './kd.js';

const experiment = (dataset: string, path: string, more = '') => `
teacher given { load "${path}" }
experiment taught {
  dataset  ${dataset} { train 300  test 100 }
  teacher  given
  student  mlp(8)
  strategy each [none, kd]
  train    { epochs 1  batch 50 }
  measure  [accuracy, agreement, params, flops]
  compare  { against none  by accuracy }
  ${more}
}
`;

/** A convolutional net for MNIST, as TensorFlow.js saves it. */
async function saveModel(folder: string): Promise<void> {
  await startEngine('wasm', { threads: 1 });
  const model = sequential({
    layers: [
      layers.conv2d({ inputShape: [28, 28, 1], filters: 4, kernelSize: 3, strides: 2, activation: 'relu' }),
      layers.flatten(),
      layers.dense({ units: 10, activation: 'softmax' }),
    ],
  });
  const saved = io.withSaveHandler(async ({ modelTopology, weightSpecs, weightData }) => {
    const weightsManifest = [{ paths: ['group1-shard1of1.bin'], weights: weightSpecs }];
    const description = { format: 'layers-model', generatedBy: 'TensorFlow.js', modelTopology, weightsManifest };
    writeFileSync(join(folder, 'model.json'), JSON.stringify(description));
    writeFileSync(join(folder, 'group1-shard1of1.bin'), new Uint8Array(weightData as ArrayBuffer));
    return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
  });
  await model.save(saved);
}

const models = join(import.meta.dirname, '..', 'learn', 'imported', 'models');

describe('kd exp run with a ready-made teacher', { timeout: 120_000 }, () => {
  it('teaches and measures by a TensorFlow.js layers model', async () => {
    const cwd = folderWith({ 'taught.kd': experiment('mnist', 'model.json') });
    await saveModel(cwd);

    const run = await kd(['exp', 'run', 'taught.kd'], { cwd });

    expect(run).toMatchObject({ code: 0, stderr: expect.not.stringContaining('Warning') });
    expect(run.stdout).toMatch(/given/);
    expect(run.stdout).toMatch(/kd .*(better|worse|no difference|too few)/);
  });

  it('teaches and measures by an ONNX model, however the images are changed', async () => {
    const cwd = folderWith({
      'taught.kd': experiment('digits', 'net.onnx').replace('train 300', 'augment [shift(1)]  train 300'),
    });
    copyFileSync(join(models, 'channels-first.onnx'), join(cwd, 'net.onnx'));

    const tried = await kd(['exp', 'try', 'taught.kd'], { cwd });
    const run = await kd(['exp', 'run', 'taught.kd'], { cwd });

    expect(tried).toMatchObject({ code: 0 });
    expect(run).toMatchObject({ code: 0, stderr: expect.not.stringContaining('Warning') });
    expect(run.stdout).toMatch(/given/);
  });

  it('says which net does not fit the data, and fails only what needs it', async () => {
    const cwd = folderWith({ 'taught.kd': experiment('digits', 'net.onnx') });
    copyFileSync(join(models, 'three-classes.onnx'), join(cwd, 'net.onnx'));

    const run = await kd(['exp', 'run', 'taught.kd'], { cwd });

    expect(run.code).not.toBe(0);
    expect(run.stdout + run.stderr).toContain('the net knows 3 classes, the data set has 10');
  });

  it('says before the run that a file is missing or no model', async () => {
    const cwd = folderWith({
      'taught.kd': experiment('digits', 'net.onnx'),
      'other.kd': experiment('digits', 'a.json'),
    });
    writeFileSync(join(cwd, 'a.json'), '{"format": "graph-model", "modelTopology": {}, "weightsManifest": []}');

    const missing = await kd(['exp', 'run', 'taught.kd'], { cwd });
    const other = await kd(['exp', 'run', 'other.kd'], { cwd });

    expect(missing.stdout + missing.stderr).toMatch(/net\.onnx.*(no such file|ENOENT)/);
    expect(other.stdout + other.stderr).toContain('is a graph model, expected a layers model');
  });
});
