import type { Configured, SettingsOf, StrategyName, strategies } from '../../catalogue/index.js';
import { Bug } from '../../lib/bug.js';
import type { Recipe, Strategy, World } from '../strategy.js';
import { aekdFeatures } from './aekd-features.js';
import { besideLabels } from './beside-labels.js';
import { byGradient } from './by-gradient.js';
import { cav } from './cav.js';
import { dist } from './dist.js';
import { distl } from './distl.js';
import { dkd } from './dkd.js';
import { fitnets } from './fitnets.js';
import { fixmatch } from './fixmatch.js';
import { iekd } from './iekd.js';
import { kd } from './kd.js';
import { meanTeacher } from './mean-teacher.js';
import { none } from './none.js';
import { piModel } from './pi-model.js';
import { pseudoLabel } from './pseudo-label.js';
import { selfTraining } from './self-training.js';
import { sum } from './sum.js';
import { weighedTeachers } from './weighed-teachers.js';

/** Every strategy the catalogue promises. */
const implementations: { readonly [N in StrategyName]: Strategy<SettingsOf<(typeof strategies)[N]>> } = {
  none,
  kd,
  cav,
  'aver-mkd': weighedTeachers(() => ({ name: 'uniform', settings: { of: 'probabilities' } })),
  ebkd: weighedTeachers(() => ({ name: 'entropy', settings: {} })),
  aekd: weighedTeachers<SettingsOf<typeof strategies.aekd>>(byGradient),
  'aekd-features': aekdFeatures,
  sum,
  fitnets,
  at: besideLabels('at'),
  sp: besideLabels('sp'),
  rkd: besideLabels('rkd'),
  semckd: besideLabels('semckd'),
  iekd,
  nst: besideLabels('nst'),
  vid: besideLabels('vid'),
  dkd,
  dist,
  'mean-teacher': meanTeacher,
  'pi-model': piModel,
  'pseudo-label': pseudoLabel,
  fixmatch,
  distl,
  'self-training': selfTraining,
};

/** How a strategy of the catalogue teaches the student of a world. */
export function buildRecipe({ name, settings }: Configured, world: World): Recipe {
  if (!Object.hasOwn(implementations, name)) throw new Bug(`no strategy is called ${name}`);
  // The checker has seen to it that the settings are those of the entry; the type cannot follow a name.
  return (implementations[name as StrategyName] as Strategy<unknown>).build(settings, world);
}
