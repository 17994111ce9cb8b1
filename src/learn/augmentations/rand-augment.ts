import type { augmentations, SettingsOf } from '../../catalogue/index.js';
import type { Random } from '../../lib/random.js';
import { type Augmentation, type CreateAugmentation, sizeOf } from './augmentation.js';
import { operations as all, type Operation } from './operations.js';

const choices: readonly Operation[] = Object.values(all);

/** The magnitude that means full strength. */
const fullMagnitude = 30;

/** Draws so many operations with replacement, each with a direction and with a strength up to the largest. */
export const randAugment: CreateAugmentation<SettingsOf<(typeof augmentations)['rand-augment']>> = (
  { operations, magnitude },
  kind,
) => {
  const spare = [new Float32Array(sizeOf(kind)), new Float32Array(sizeOf(kind))] as const;

  const apply = (from: Float32Array, to: Float32Array, random: Random, index: number): void => {
    const operation = choices[Math.floor(random.uniform(4 * index) * choices.length)];
    const level = (random.uniform(4 * index + 1) * magnitude) / fullMagnitude;
    operation?.(from, to, kind, level, random.uniform(4 * index + 2) < 0.5 ? -1 : 1);
  };

  const draw: Augmentation = (from, to, random) => {
    let current = from;
    for (let index = 0; index < operations; index++) {
      const next = index === operations - 1 ? to : index % 2 === 0 ? spare[0] : spare[1];
      apply(current, next, random, index);
      current = next;
    }
    if (operations === 0) to.set(from);
  };
  return draw;
};
