import type { Configured, SettingsOf, StoppingName, stoppings } from '../../catalogue/index.js';
import { Bug } from '../../lib/bug.js';

/** Every rule of the catalogue: whether to stop after so many epochs without a better value. */
const rules: {
  readonly [N in StoppingName]: (settings: SettingsOf<(typeof stoppings)[N]>, epochsWithout: number) => boolean;
} = {
  patience: ({ epochs }, epochsWithout) => epochsWithout >= epochs,
};

export function shouldStop({ name, settings }: Configured, epochsWithout: number): boolean {
  if (!Object.hasOwn(rules, name)) throw new Bug(`no way to stop is called ${name}`);
  // The checker has seen to it that the settings are those of the entry; the type cannot follow a name.
  return (rules[name as StoppingName] as (settings: unknown, epochs: number) => boolean)(settings, epochsWithout);
}
