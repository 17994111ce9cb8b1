import { aekd } from './strategies/aekd.js';
import { aekdFeatures } from './strategies/aekd-features.js';
import { at } from './strategies/at.js';
import { averMkd } from './strategies/aver-mkd.js';
import { cav } from './strategies/cav.js';
import { dist } from './strategies/dist.js';
import { distl } from './strategies/distl.js';
import { dkd } from './strategies/dkd.js';
import { ebkd } from './strategies/ebkd.js';
import { fitnets } from './strategies/fitnets.js';
import { fixmatch } from './strategies/fixmatch.js';
import { iekd } from './strategies/iekd.js';
import { kd } from './strategies/kd.js';
import { meanTeacher } from './strategies/mean-teacher.js';
import { none } from './strategies/none.js';
import { nst } from './strategies/nst.js';
import { piModel } from './strategies/pi-model.js';
import { pseudoLabel } from './strategies/pseudo-label.js';
import { rkd } from './strategies/rkd.js';
import { selfTraining } from './strategies/self-training.js';
import { semckd } from './strategies/semckd.js';
import { sp } from './strategies/sp.js';
import type { StrategyEntry } from './strategies/strategy-entry.js';
import { sum } from './strategies/sum.js';
import { vid } from './strategies/vid.js';

export type { Needs, StrategyEntry } from './strategies/strategy-entry.js';

/** Every way to teach a student, one file each in `strategies/`. */
export const strategies = {
  none,
  kd,
  cav,
  'aver-mkd': averMkd,
  ebkd,
  aekd,
  'aekd-features': aekdFeatures,
  sum,
  fitnets,
  at,
  sp,
  rkd,
  semckd,
  iekd,
  nst,
  vid,
  dkd,
  dist,
  'mean-teacher': meanTeacher,
  'pi-model': piModel,
  'pseudo-label': pseudoLabel,
  fixmatch,
  distl,
  'self-training': selfTraining,
} as const satisfies Record<string, StrategyEntry>;

export type StrategyName = keyof typeof strategies;
