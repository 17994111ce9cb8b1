import { fill, memory, mul, type Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { findCollapse } from '../../src/learn/collapse.js';
import { startEngine } from '../../src/learn/engines/start-engine.js';
import { train } from '../../src/learn/loop.js';
import type { Net } from '../../src/learn/module.js';
import { openImageBatches } from '../../src/learn/streams/index.js';
import { hard } from '../../src/learn/terms/index.js';
import { toyWorld, trainingPart } from './toys/toy-world.js';

const { set, normalization, indices } = trainingPart();
const images = openImageBatches(set, normalization, indices);

/** A student that has learned its classes, and then has some of its variables changed. */
async function studentWith(change: (name: string, value: Tensor) => Tensor): Promise<Net> {
  const { world, context } = toyWorld();
  const { student } = world;
  const learner = { name: 'student', modules: [student], terms: [{ name: 'hard', loss: hard({}, world) }] };
  await train({ phases: [{ name: 'train', learners: [learner] }], product: student }, context);
  for (const { name, variable } of student.variables)
    variable.assign(change(name, variable.clone()) as typeof variable);
  return student;
}

beforeAll(() => startEngine('wasm', { threads: 1 }));

describe('a student', () => {
  it('that tells images apart has not collapsed', async () => {
    const student = await studentWith((_, value) => value);

    expect(await findCollapse(student, images)).toBeUndefined();
  });

  it('whose rectified units all died has lost its features', async () => {
    const student = await studentWith((name, value) => (name === 'stage-1/bias' ? fill(value.shape, -1e6) : value));

    expect(await findCollapse(student, images)).toBe(
      'its features have vanished: they are the same for each of 36 images',
    );
  });

  it('whose head looks at nothing has constant outputs', async () => {
    const student = await studentWith((name, value) => (name === 'head/weights' ? mul(value, 0) : value));

    expect(await findCollapse(student, images)).toBe('its outputs are constant: the same for each of 36 images');
  });

  it('that knows one class only is told', async () => {
    const student = await studentWith((name, value) => (name === 'head/weights' ? mul(value, 1e-3) : value));

    expect(await findCollapse(student, images)).toBe('it gives each of 36 images the same class');
  });

  it('is looked at without a tensor left behind', async () => {
    const student = await studentWith((_, value) => value);
    const before = memory().numTensors;

    await findCollapse(student, images);

    expect(memory().numTensors).toBe(before);
  });
});
