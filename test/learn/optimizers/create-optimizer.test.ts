import { type NamedTensorMap, scalar, tensor1d, variable } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import type { Configured } from '../../../src/catalogue/index.js';
import type { ModuleVariable } from '../../../src/learn/module.js';
import { createOptimizer } from '../../../src/learn/optimizers/index.js';
import { describeEachEngine, expectClose, tensorsLeftBy, valuesOf } from '../numerics.js';

const start = [1, -2, 0.5];
const gradientAt = (step: number): number[] => [0.3 - 0.1 * step, -0.2, step % 2 === 0 ? 0.7 : -0.1];
const lrAt = (step: number): number => 0.1 / (1 + step);

const weights = (): ModuleVariable => ({
  name: 'weights',
  variable: variable(tensor1d(start)),
  trainable: true,
  decays: true,
});
const bias = (): ModuleVariable => ({ ...weights(), name: 'bias', decays: false });
const gradients = (step: number): NamedTensorMap => ({
  weights: tensor1d(gradientAt(step)),
  bias: tensor1d(gradientAt(step)),
});

/** One number's way through ten steps, by the published update in doubles. */
type Update = (w: number, g: number, lr: number, step: number) => number;
const walk = (makeUpdate: () => Update, steps = 10): number[] =>
  start.map((first, at) => {
    const update = makeUpdate();
    let w = first;
    for (let step = 0; step < steps; step++) w = update(w, gradientAt(step)[at]!, lrAt(step), step + 1);
    return w;
  });

const sgd = (momentum: number, nesterov: boolean, decay: number) => (): Update => {
  let velocity = 0;
  return (w, gradient, lr) => {
    const g = gradient + decay * w;
    velocity = momentum * velocity + g;
    return w - lr * (nesterov ? g + momentum * velocity : velocity);
  };
};
const adam = (decay: number, epsilon: number) => (): Update => {
  let [m, v] = [0, 0];
  return (w, g, lr, step) => {
    m = 0.9 * m + 0.1 * g;
    v = 0.999 * v + 0.001 * g * g;
    const [mean, square] = [m / (1 - 0.9 ** step), v / (1 - 0.999 ** step)];
    return w - lr * decay * w - (lr * mean) / (Math.sqrt(square) + epsilon);
  };
};

const moments = { lr: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
const configured = {
  plain: { name: 'sgd', settings: { lr: 0.1, momentum: 0, nesterov: false, 'weight-decay': 0 } },
  momentum: { name: 'sgd', settings: { lr: 0.1, momentum: 0.9, nesterov: false, 'weight-decay': 0.05 } },
  nesterov: { name: 'sgd', settings: { lr: 0.1, momentum: 0.9, nesterov: true, 'weight-decay': 0.05 } },
  adam: { name: 'adam', settings: moments },
  damped: { name: 'adam', settings: { ...moments, epsilon: 0.5 } },
  adamw: { name: 'adamw', settings: { ...moments, 'weight-decay': 0.3 } },
} satisfies Record<string, Configured>;

const cases: [string, Configured, (decay: boolean) => () => Update][] = [
  ['sgd', configured.plain, () => sgd(0, false, 0)],
  ['sgd with momentum and decay', configured.momentum, decays => sgd(0.9, false, decays ? 0.05 : 0)],
  ['sgd with Nesterov momentum and decay', configured.nesterov, decays => sgd(0.9, true, decays ? 0.05 : 0)],
  ['adam', configured.adam, () => adam(0, 1e-8)],
  ['adam with a large epsilon', configured.damped, () => adam(0, 0.5)],
  ['adamw', configured.adamw, decays => adam(decays ? 0.3 : 0, 1e-8)],
];

describeEachEngine('an optimizer', () => {
  it.each(cases)('moves as published, decay on weights alone: %s', (_, of, updateOf) => {
    const variables = [weights(), bias()];
    const optimizer = createOptimizer(of, variables);

    for (let step = 0; step < 10; step++) optimizer.step(gradients(step), lrAt(step));

    expectClose(variables[0]!.variable, walk(updateOf(true)), 1e-5);
    expectClose(variables[1]!.variable, walk(updateOf(false)), 1e-5);
  });

  it.each(cases)('goes on bit by bit from its slots: %s', (_, of) => {
    const [whole, broken] = [weights(), weights()];
    const through = createOptimizer(of, [whole]);
    const before = createOptimizer(of, [broken]);
    for (let step = 0; step < 4; step++) {
      through.step(gradients(step), lrAt(step));
      before.step(gradients(step), lrAt(step));
    }

    const after = createOptimizer(of, [broken]);
    for (const [name, slot] of Object.entries(before.slots)) after.slots[name]!.assign(slot);
    for (let step = 4; step < 8; step++) {
      through.step(gradients(step), lrAt(step));
      after.step(gradients(step), lrAt(step));
    }

    expect(valuesOf(broken.variable)).toEqual(valuesOf(whole.variable));
  });

  it.each(cases)('leaves no tensor behind after a step, and none at all when disposed: %s', (_, of) => {
    const variables = [weights(), bias()];
    const given = gradients(0);

    const left = tensorsLeftBy(() => {
      const optimizer = createOptimizer(of, variables);
      expect(tensorsLeftBy(() => optimizer.step(given, 0.1))).toBe(0);
      optimizer.dispose();
    });

    expect(left).toBe(0);
  });

  it('leaves a variable without a gradient where it is', () => {
    const [moved, still] = [weights(), bias()];
    const optimizer = createOptimizer(configured.adam, [moved, still]);

    optimizer.step({ weights: tensor1d(gradientAt(0)) }, 0.1);

    expect(valuesOf(still.variable)).toEqual(start);
    expect(valuesOf(moved.variable)).not.toEqual(start);
  });

  it('names its slots by kind and variable, and counts its steps', () => {
    const optimizer = createOptimizer(configured.adam, [weights()]);

    optimizer.step(gradients(0), 0.1);
    optimizer.step(gradients(1), 0.1);

    expect(Object.keys(optimizer.slots)).toEqual(['step', 'mean/weights', 'square/weights']);
    expect(valuesOf(optimizer.slots.step!)).toEqual([2]);
  });

  it('takes the number of steps from its slot', () => {
    const [late, early] = [weights(), weights()];
    const optimizer = createOptimizer(configured.adam, [late]);
    optimizer.slots.step!.assign(scalar(1000));

    optimizer.step(gradients(0), 0.1);
    createOptimizer(configured.adam, [early]).step(gradients(0), 0.1);

    expect(valuesOf(late.variable)).not.toEqual(valuesOf(early.variable));
  });
});
