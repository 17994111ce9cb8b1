import { engine, mul, type Tensor } from '@tensorflow/tfjs-core';
import type { optimizers, SettingsOf } from '../../catalogue/index.js';
import type { Rule } from './optimizer.js';
import { power } from './power.js';

/**
 * Adam of Kingma & Ba, 2015, algorithm 1: m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², w ← w − lr · m̂ / (√v̂ + ε) with
 * m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ); with `decay` that of Loshchilov & Hutter, 2019, algorithm 2, as in PyTorch:
 * w ← w − lr · decay · w before it. The corrections are taken out of the tensors: m̂ / (√v̂ + ε) is
 * √(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v + ε√(1 − β₂ᵗ)).
 */
export function adam(settings: SettingsOf<typeof optimizers.adam>, decay = 0): Rule<'mean' | 'square'> {
  const { beta1, beta2, epsilon } = settings;
  return {
    slots: ['mean', 'square'],
    update({ variable, decays, slots }, gradient, lr, step) {
      const root = Math.sqrt(1 - power(beta2, step));
      const rate = (lr * root) / (1 - power(beta1, step));
      const kept = decays && decay > 0 ? mul(variable, 1 - lr * decay) : variable;
      const inputs = { variable: kept, mean: slots.mean, square: slots.square, gradient };
      const [moved, mean, meanSquare] = engine().runKernel<Tensor[]>('AdamUpdate', inputs, {
        beta1,
        beta2,
        epsilon: epsilon * root,
        rate,
      }) as [Tensor, Tensor, Tensor];
      slots.mean.assign(mean);
      slots.square.assign(meanSquare);
      variable.assign(moved);
    },
  };
}

export const adamw = (settings: SettingsOf<typeof optimizers.adamw>): Rule<'mean' | 'square'> =>
  adam(settings, settings['weight-decay']);
