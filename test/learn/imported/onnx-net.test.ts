import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { tensor, tidy } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../../src/learn/engines/index.js';
import { openOnnx } from '../../../src/learn/imported/onnx-net.js';
import { closeSessions, runtimeVersion } from '../../../src/learn/imported/onnx-session.js';
import { random } from '../../../src/lib/random.js';
import { expectClose, tensorsLeftBy, valuesOf } from '../numerics.js';

/** See `models/make_models.py`. */
const bytesOf = (name: string): Uint8Array => readFileSync(join(import.meta.dirname, 'models', `${name}.onnx`));
const expected = JSON.parse(readFileSync(join(import.meta.dirname, 'models', 'expected.json'), 'utf8')) as number[][];
const images = Float32Array.from({ length: 3 * 64 }, (_, at) => (at % 17) / 16);

const logitsOf = (name: string): number[] =>
  tidy(() => {
    const call = { training: false, random: random(0) };
    return valuesOf(openOnnx(bytesOf(name)).apply(tensor(images, [3, 8, 8, 1]), call).logits);
  });

beforeAll(async () => {
  await startEngine('wasm', { threads: 1 });
});
afterAll(closeSessions);

describe('an ONNX net', () => {
  it('gives the logits of the reference, its channels first', () => {
    expectClose(logitsOf('channels-first'), expected.flat());
  });

  it('gives them with its channels last, and two images at a time', () => {
    expectClose(logitsOf('channels-last'), expected.flat());
  });

  it('gives what goes into a softmax at its end', () => {
    expectClose(logitsOf('softmax'), expected.flat());
  });

  it('knows its input, classes, parameters and multiplications', () => {
    const facts = { input: [8, 8, 1], classes: 10, taps: { logits: [10] }, parameters: 86, flops: 4688, variables: [] };

    expect(openOnnx(bytesOf('channels-first'))).toMatchObject(facts);
    expect(openOnnx(bytesOf('channels-last'))).toMatchObject(facts);
  });

  it('leaves no tensor behind but its logits', () => {
    const net = openOnnx(bytesOf('channels-first'));
    const batch = tensor(images, [3, 8, 8, 1]);

    const left = tensorsLeftBy(() => tidy(() => void net.apply(batch, { training: false, random: random(0) })));

    expect(left).toBe(0);
  });

  it.each([
    ['two-outputs', 'has 2 outputs, expected one'],
    ['any-size', 'takes float32 [N,1,height,width], expected'],
    ['lying', 'its tensor weights of [4000000,10] holds 160 bytes, expected 160000000'],
  ])('that is %s is refused with the reason', (name, reason) => {
    expect(() => openOnnx(bytesOf(name))).toThrow(reason);
  });

  it('that was cut short is refused wherever it was cut', () => {
    const whole = bytesOf('channels-first');

    for (let length = 0; length < whole.length; length += 11)
      expect(() => openOnnx(whole.subarray(0, length))).toThrow(/no ONNX model|ONNX Runtime says|expected/);
  });

  it('that is some other file is refused', () => {
    expect(() => openOnnx(Buffer.from('{"format": "layers-model"}'))).toThrow('no ONNX model');
  });

  it('says what to install where its runtime is missing', () => {
    const program = (name: string) => join(import.meta.dirname, 'programs', `${name}.mjs`);
    const model = join(import.meta.dirname, 'models', 'channels-first.onnx');

    const { stdout } = spawnSync(
      process.execPath,
      ['--import', pathToFileURL(program('hide-runtime')).href, program('without-runtime'), model],
      { encoding: 'utf8' },
    );

    expect(stdout).toBe(
      'refused: ONNX nets are run by the package onnxruntime-web, which is not installed: ' +
        '`npm install onnxruntime-web@1.30.0`\n',
    );
  });

  it('is run by the version that package.json asks for', () => {
    const { peerDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as PackageFile;

    expect(peerDependencies['onnxruntime-web']).toBe(runtimeVersion);
  });
});

interface PackageFile {
  readonly peerDependencies: Readonly<Record<string, string>>;
}
