import { beforeAll, expect, it } from 'vitest';
import { startEngine } from '../../../../src/learn/engines/start-engine.js';
import { accuracyOnTwoMoons } from './two-moons.js';
import { written } from './written.js';

const seeds = [1, 2, 3, 4];
const follow = written('mean-teacher { consistency 50  ema-decay 0.8  labeled-share 10% }');

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

beforeAll(() => startEngine('wasm', { threads: 1 }));

it('mean teacher follows two moons from three labels each, where labels alone cut across them', async () => {
  const alone: number[] = [];
  const followed: number[] = [];
  for (const seed of seeds) {
    alone.push(await accuracyOnTwoMoons({ name: 'none', settings: {} }, seed));
    followed.push(await accuracyOnTwoMoons(follow, seed));
  }

  followed.forEach((accuracy, at) => {
    expect(accuracy).toBeGreaterThan(alone[at]!);
  });
  expect(mean(followed)).toBeGreaterThan(mean(alone) + 4);
}, 60_000);
