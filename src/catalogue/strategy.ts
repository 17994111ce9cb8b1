import { kd } from './strategies/kd.js';
import { none } from './strategies/none.js';
import type { StrategyEntry } from './strategies/strategy-entry.js';
import { sum } from './strategies/sum.js';

export type { Needs, StrategyEntry } from './strategies/strategy-entry.js';

/** Every way to teach a student, one file each in `strategies/`. */
export const strategies = { none, kd, sum } as const satisfies Record<string, StrategyEntry>;

export type StrategyName = keyof typeof strategies;
