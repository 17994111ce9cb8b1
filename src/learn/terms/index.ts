import type { Configured, LossName, losses, SettingsOf } from '../../catalogue/index.js';
import { Bug } from '../../lib/bug.js';
import type { World } from '../strategy.js';
import { at } from './at.js';
import { dist } from './dist.js';
import { dkd } from './dkd.js';
import { fitnets } from './fitnets.js';
import { hard } from './hard.js';
import { kd } from './kd.js';
import { nst } from './nst.js';
import { rkd } from './rkd.js';
import { semckd } from './semckd.js';
import { sp } from './sp.js';
import type { PartsBuilder, TermBuilder, TermParts } from './term-builder.js';
import { vid } from './vid.js';

export { hard } from './hard.js';
export { kd } from './kd.js';
export type { TermParts } from './term-builder.js';

type Builder<Settings> = TermBuilder<Settings> | PartsBuilder<Settings>;

/** Every bare loss term the catalogue promises. */
const builders: { readonly [N in LossName]: Builder<SettingsOf<(typeof losses)[N]>> } = {
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
};

/**
 * What a loss of the catalogue computes at a step, before its weight and ramp, and the modules that it brings along,
 * whose first weights come from `random.for(purpose)`.
 */
export function createTerm({ name, settings }: Configured, world: World, purpose = name): TermParts {
  if (!Object.hasOwn(builders, name)) throw new Bug(`no loss is called ${name}`);
  // The checker has seen to it that the settings are those of the entry; the type cannot follow a name.
  const built = (builders[name as LossName] as Builder<unknown>)(settings, {
    ...world,
    random: world.random.for(purpose),
  });
  return typeof built === 'function' ? { loss: built, modules: [] } : built;
}
