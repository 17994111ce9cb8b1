import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../../../src/learn/engines/start-engine.js';
import { divergence, softmax } from '../../losses/by-hand.js';
import { crossEntropySum, expectStep, layer, ownWeights, squaredSum } from './one-step.js';
import { written } from './written.js';

// Batches of 12: 9 examples without labels, then 3 with, unless it says otherwise. `rampup 0` has full weight at once.
const known = (labels: readonly number[]): number => labels.filter(label => label >= 0).length;
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const probabilityRows = (rows: readonly number[][]): number[][] => rows.map(row => softmax(row));
const mostProbable = (rows: readonly number[][], threshold: number): number[] =>
  probabilityRows(rows).map(row => (Math.max(...row) >= threshold ? row.indexOf(Math.max(...row)) : -1));

beforeAll(() => startEngine('wasm', { threads: 1 }));

describe('a step of mean-teacher goes down the gradient that finite differences over plain numbers say', () => {
  const full = 'consistency-rampup 0  augment [shift(1)]';

  it('over the whole batch, its teacher a constant', async () => {
    await expectStep(
      written(`mean-teacher { consistency 20  ${full} }`),
      (weights, { logits, constant, labels }) =>
        (crossEntropySum(logits(weights, 'main'), labels) +
          20 * squaredSum(logits(weights, 'main'), constant('teacher'))) /
        12,
      ({ hard, consistency }) => hard! + 20 * consistency!,
    );
  });

  it('each cost over its own examples, those without labels alone held to be consistent', async () => {
    await expectStep(
      written(`mean-teacher { consistency 20  denominator own  consistency-on unlabeled  ${full} }`),
      (weights, { logits, constant, labels }) => {
        const isUnlabeled = labels.map(label => label < 0);
        const apart = squaredSum(logits(weights, 'main'), constant('teacher'), isUnlabeled);
        return crossEntropySum(logits(weights, 'main'), labels) / 3 + (20 * apart) / 9;
      },
      ({ hard, consistency }) => hard! + 20 * consistency!,
    );
  });

  it('by KL(teacher ‖ student)', async () => {
    await expectStep(
      written(`mean-teacher { consistency 5  consistency-type kl  ${full} }`),
      (weights, { logits, constant, labels }) => {
        const [p, q] = [probabilityRows(constant('teacher')), probabilityRows(logits(weights, 'main'))];
        const apart = sum(p.map((row, at) => divergence(row, q[at]!)));
        return (crossEntropySum(logits(weights, 'main'), labels) + 5 * apart) / 12;
      },
      ({ hard, consistency }) => hard! + 5 * consistency!,
    );
  });

  it('with a second head, held to the first, that is compared with the teacher’s first', async () => {
    await expectStep(
      written(`mean-teacher { consistency 20  logit-distance-cost 0.5  ${full} }`),
      (weights, { logits, hidden, constant, labels }) => {
        const head = weights.slice(ownWeights);
        const first = logits(weights, 'main');
        const second = hidden(weights, 'main').map(row => layer(row, head.slice(0, 12), head.slice(12)));
        const between = sum(first.flatMap((row, at) => row.map((z, c) => (z - second[at]![c]!) ** 2))) / 3;
        return (crossEntropySum(first, labels) + 20 * squaredSum(second, constant('teacher')) + 0.5 * between) / 12;
      },
      losses => losses.hard! + 20 * losses.consistency! + 0.5 * losses['logit-distance']!,
    );
  });

  it('with labeled examples among all others, their labels hidden there', async () => {
    await expectStep(
      written(`mean-teacher { consistency 20  unlabeled-pool all  ${full} }`),
      (weights, { logits, constant, labels }) => {
        const seen = labels.map((label, at) => (at < 9 ? -1 : label));
        expect(known(labels)).toBeGreaterThan(3);
        const apart = squaredSum(logits(weights, 'main'), constant('teacher'));
        return (crossEntropySum(logits(weights, 'main'), seen) + 20 * apart) / 12;
      },
      ({ hard, consistency }) => hard! + 20 * consistency!,
    );
  });

  it('with batches drawn from all examples alike', async () => {
    await expectStep(
      written(`mean-teacher { consistency 20  labeled-share 0%  denominator own  ${full} }`),
      (weights, { logits, constant, labels }) =>
        crossEntropySum(logits(weights, 'main'), labels) / known(labels) +
        (20 * squaredSum(logits(weights, 'main'), constant('teacher'))) / 12,
      ({ hard, consistency }) => hard! + 20 * consistency!,
    );
  });
});

it('a step of pi-model goes down the gradient through both passes', async () => {
  await expectStep(
    written('pi-model { w-max 60  rampup 0  augment [shift(1)] }'),
    (weights, { logits, labels }) =>
      (crossEntropySum(logits(weights, 'main'), labels) +
        20 * squaredSum(logits(weights, 'main'), logits(weights, 'other'))) /
      12,
    ({ hard, consistency }) => hard! + 20 * consistency!,
  );
});

it.each([0, 0.4])('a step of pseudo-label takes classes of at least %d for labels', async threshold => {
  await expectStep(
    written(`pseudo-label { alpha-f 2  t1 0%  t2 0%  threshold ${threshold} }`),
    (weights, { logits, constant, labels }) => {
      const own = mostProbable(constant('main'), threshold).map((label, at) => (labels[at]! < 0 ? label : -1));
      const current = logits(weights, 'main');
      return crossEntropySum(current, labels) / 3 + (2 * crossEntropySum(current, own)) / 9;
    },
    ({ hard, pseudo }) => hard! + 2 * pseudo!,
  );
});

it.each([0, 0.4, 1.5])('a step of fixmatch takes classes of at least %d of the weak view for the strong', async tau => {
  await expectStep(
    written(`fixmatch { tau ${tau}  lambda-u 2  mu 3  weak shift(1)  strong noise(30%) }`),
    (weights, { logits, constant, labels }) => {
      const own = mostProbable(constant('weak'), tau).map((label, at) => (labels[at]! < 0 ? label : -1));
      return (
        crossEntropySum(logits(weights, 'weak'), labels) / 3 + (2 * crossEntropySum(logits(weights, 'strong'), own)) / 9
      );
    },
    ({ hard, unlabeled }) => hard! + 2 * unlabeled!,
  );
});
