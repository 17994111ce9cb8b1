import type { Configured, losses, SettingsOf, strategies } from '../../catalogue/index.js';
import { rampFactor } from '../ramps/index.js';
import type { Strategy, Term, World } from '../strategy.js';
import { createTerm, type TermParts } from '../terms/index.js';
import { studentAlone } from './student-alone.js';

/** Terms of the catalogue, each with its weight and ramp, added up. The second of a name is logged as `<name>-2`. */
export const sum: Strategy<SettingsOf<typeof strategies.sum>> = {
  build(settings, world) {
    const built = settings.losses.map((loss, index) => {
      const before = settings.losses.slice(0, index).filter(({ name }) => name === loss.name).length;
      return weighted(loss, before === 0 ? loss.name : `${loss.name}-${before + 1}`, world);
    });
    return studentAlone(
      world,
      built.map(({ term }) => term),
      built.map(({ parts }) => parts),
    );
  },
};

function weighted(loss: Configured, name: string, world: World): { readonly term: Term; readonly parts: TermParts } {
  // Every loss of the catalogue has these two.
  const { weight, ramp } = loss.settings as unknown as SettingsOf<typeof losses.hard>;
  const parts = createTerm(loss, world, name);
  const term = { name, weight, loss: parts.loss };
  if (!ramp) return { term, parts };
  return { term: { ...term, ramp: ({ step, stepsPerEpoch }) => rampFactor(ramp, step / stepsPerEpoch) }, parts };
}
