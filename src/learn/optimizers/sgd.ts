import { add, mul, sub } from '@tensorflow/tfjs-core';
import type { optimizers, SettingsOf } from '../../catalogue/index.js';
import type { Rule } from './optimizer.js';

/**
 * Gradient descent with momentum, as PyTorch writes it: g ← g + decay · w, v ← momentum · v + g, w ← w − lr · v, or with
 * Nesterov's look ahead w ← w − lr · (g + momentum · v). Only variables that decay take part in the first line.
 * Sutskever et al., "On the importance of initialization and momentum in deep learning", 2013, with lr outside v.
 */
export function sgd(settings: SettingsOf<typeof optimizers.sgd>): Rule<'velocity'> {
  const { momentum, nesterov, 'weight-decay': decay } = settings;
  return {
    slots: momentum > 0 ? ['velocity'] : [],
    update({ variable, decays, slots }, gradient, lr) {
      const pulled = decays && decay > 0 ? add(gradient, mul(variable, decay)) : gradient;
      if (momentum === 0) return variable.assign(sub(variable, mul(pulled, lr)));
      const velocity = add(mul(slots.velocity, momentum), pulled);
      const direction = nesterov ? add(pulled, mul(velocity, momentum)) : velocity;
      slots.velocity.assign(velocity);
      variable.assign(sub(variable, mul(direction, lr)));
    },
  };
}
