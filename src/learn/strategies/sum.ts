import type { Configured, losses, SettingsOf, strategies } from '../../catalogue/index.js';
import { rampFactor } from '../ramps/index.js';
import type { Strategy, Term, World } from '../strategy.js';
import { createTerm } from '../terms/index.js';
import { studentAlone } from './student-alone.js';

/** Terms of the catalogue, each with its weight and ramp, added up. The second of a name is logged as `<name>-2`. */
export const sum: Strategy<SettingsOf<typeof strategies.sum>> = {
  build(settings, world) {
    const terms = settings.losses.map((loss, index) => {
      const before = settings.losses.slice(0, index).filter(({ name }) => name === loss.name).length;
      return termOf(loss, before === 0 ? loss.name : `${loss.name}-${before + 1}`, world);
    });
    return studentAlone(world, terms);
  },
};

function termOf(loss: Configured, name: string, world: World): Term {
  // Every loss of the catalogue has these two.
  const { weight, ramp } = loss.settings as unknown as SettingsOf<typeof losses.hard>;
  const term = { name, weight, loss: createTerm(loss, world) };
  return ramp ? { ...term, ramp: ({ step, stepsPerEpoch }) => rampFactor(ramp, step / stepsPerEpoch) } : term;
}
