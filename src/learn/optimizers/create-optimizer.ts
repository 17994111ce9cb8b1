import { scalar, type Tensor, tidy, type Variable, variable, zeros } from '@tensorflow/tfjs-core';
import type { Configured, OptimizerName, optimizers, SettingsOf } from '../../catalogue/index.js';
import { Bug } from '../../lib/bug.js';
import type { ModuleVariable } from '../module.js';
import { adam, adamw } from './adam.js';
import type { Moved, Optimizer, Rule } from './optimizer.js';
import { sgd } from './sgd.js';

/** Every optimizer the catalogue promises. */
const rules: { readonly [N in OptimizerName]: (settings: SettingsOf<(typeof optimizers)[N]>) => Rule } = {
  sgd,
  adam,
  adamw,
};

/** An optimizer of the catalogue for some variables, whose names must be unique among them. */
export function createOptimizer(configured: Configured, variables: readonly ModuleVariable[]): Optimizer {
  const name = configured.name as OptimizerName;
  if (!Object.hasOwn(rules, name)) throw new Bug(`no optimizer is called ${name}`);
  // The checker has seen to it that the settings are those of the entry; the type cannot follow a name.
  const rule = (rules[name] as (settings: unknown) => Rule)(configured.settings);
  const moved = variables.map(entry => withSlots(entry, rule));
  const taken = zeroVariable([]); // float32: exact up to 16 million steps
  return {
    slots: {
      step: taken,
      ...Object.fromEntries(
        moved.flatMap(({ name: of, slots }) => Object.entries(slots).map(([slot, value]) => [`${slot}/${of}`, value])),
      ),
    },
    step(gradients, lr) {
      tidy(() => {
        // Read from the slot each time: a checkpoint may have put another number there.
        const step = (taken.dataSync()[0] ?? 0) + 1;
        taken.assign(scalar(step));
        for (const entry of moved) {
          const gradient = gradients[entry.name];
          if (gradient) rule.update(entry, gradient, lr, step);
        }
      });
    },
    dispose() {
      taken.dispose();
      for (const { slots } of moved) for (const slot of Object.values(slots)) slot.dispose();
    },
  };
}

const withSlots = (entry: ModuleVariable, rule: Rule): Moved<string> => ({
  ...entry,
  slots: Object.fromEntries(rule.slots.map(slot => [slot, zeroVariable(entry.variable.shape)])),
});

function zeroVariable(shape: readonly number[]): Variable {
  const initial: Tensor = zeros([...shape]);
  const created = variable(initial);
  initial.dispose(); // the variable holds the data
  return created;
}
