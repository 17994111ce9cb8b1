import { at } from './losses/at.js';
import { dist } from './losses/dist.js';
import { dkd } from './losses/dkd.js';
import { fitnets } from './losses/fitnets.js';
import { hard } from './losses/hard.js';
import { kd } from './losses/kd.js';
import type { LossEntry } from './losses/loss-entry.js';
import { nst } from './losses/nst.js';
import { rkd } from './losses/rkd.js';
import { semckd } from './losses/semckd.js';
import { sp } from './losses/sp.js';
import { vid } from './losses/vid.js';

export type { LossEntry } from './losses/loss-entry.js';

/** Every bare loss term, one file each in `losses/`. */
export const losses = {
  hard,
  kd,
  fitnets,
  at,
  sp,
  rkd,
  semckd,
  nst,
  vid,
  dkd,
  dist,
} as const satisfies Record<string, LossEntry>;

export type LossName = keyof typeof losses;
