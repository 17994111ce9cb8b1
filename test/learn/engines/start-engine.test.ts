import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { getBackend } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { findEngines, isFound } from '../../../src/engines/index.js';
import { EngineUnavailable, startEngine } from '../../../src/learn/engines/index.js';
import { numericsOf } from '../../../src/plan/numerics.js';

const program = join(import.meta.dirname, 'programs', 'train-a-little.mjs');
const train = () => spawnSync(process.execPath, [program], { encoding: 'utf8' });

describe('startEngine', () => {
  it('makes the chosen engine the one that computes', async () => {
    const engine = await startEngine('wasm', { threads: 1 });

    expect(engine).toMatchObject({ name: 'wasm', threads: 1 });
    expect(getBackend()).toBe('wasm');
  });

  it('may be called again', async () => {
    await startEngine('wasm', { threads: 1 });

    await expect(startEngine('wasm', { threads: 1 })).resolves.toMatchObject({ name: 'wasm' });
  });

  it('says the version that the identity of jobs names', async () => {
    const { libraryVersion } = await startEngine('wasm', { threads: 1 });

    const wasm = findEngines({}).find(isFound)!;
    expect(wasm).toMatchObject({ name: 'wasm', version: libraryVersion });
    expect(numericsOf(wasm, 1)).toMatchObject({ engine: 'wasm', precision: 'float32', threads: 1 });
    expect(numericsOf(wasm, 1).version.split('+')[0]).toBe(libraryVersion);
  });

  it('refuses threads that wasm has not', async () => {
    await expect(startEngine('wasm', { threads: 2 })).rejects.toThrow(EngineUnavailable);
  });

  it('refuses TensorFlow where nobody says where it lies, and names what sets it up', async () => {
    await expect(startEngine('tensorflow', { threads: 1 })).rejects.toThrow('kd engine install tensorflow');
  });
});

describe('training', () => {
  it('gives the same bits in every process, and prints nothing of its own', () => {
    const [first, second] = [train(), train()];

    expect(first).toMatchObject({ status: 0, stderr: '' });
    expect(first.stdout).toMatch(/^[0-9a-f]{64}\n$/);
    expect(second.stdout).toBe(first.stdout);
  });
});
