import type { Configured, LossName, losses, SettingsOf } from '../../catalogue/index.js';
import { Bug } from '../../lib/bug.js';
import type { Term, World } from '../strategy.js';
import { hard } from './hard.js';
import { kd } from './kd.js';
import type { TermBuilder } from './term-builder.js';

export { hard } from './hard.js';
export { kd } from './kd.js';

/** Every bare loss term the catalogue promises. */
const builders: { readonly [N in LossName]: TermBuilder<SettingsOf<(typeof losses)[N]>> } = { hard, kd };

/** What a loss of the catalogue computes at a step, before its weight and ramp. */
export function createTerm({ name, settings }: Configured, world: World): Term['loss'] {
  if (!Object.hasOwn(builders, name)) throw new Bug(`no loss is called ${name}`);
  // The checker has seen to it that the settings are those of the entry; the type cannot follow a name.
  return (builders[name as LossName] as TermBuilder<unknown>)(settings, world);
}
