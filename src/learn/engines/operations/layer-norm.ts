import { add, engine, mean, mul, type NamedTensorMap, rsqrt, square, sub, type Tensor } from '@tensorflow/tfjs-core';
import { must } from '../../../lib/bug.js';
import { sumOfRows } from '../gradients/sum-of-rows.js';
import type { Operation } from './operation.js';

/**
 * Every row brought to mean 0 and variance 1 (÷n), then scaled and shifted: […, width] → […, width], with `scale` and
 * `offset` of [width] (Ba, Kiros & Hinton, "Layer Normalization", 2016). Two more outputs are for the gradient: the rows
 * before scale and offset, and 1 / √(variance + ε) of each.
 */
export const layerNorm: Operation = {
  kernelName: 'LayerNorm',
  compute({ x, scale, offset }: NamedTensorMap, { epsilon }) {
    const { normal, steepness } = normalized(must(x, 'x'), Number(epsilon));
    return [add(mul(normal, must(scale, 'scale')), must(offset, 'offset')), normal, steepness];
  },
  inputsToSave: ['x', 'scale'],
  outputsToSave: [false, true, true],
  gradFunc(dys, [x, scale, savedNormal, savedSteepness], { epsilon }) {
    const dy = must((dys as Tensor[])[0], 'dy');
    // On a tape, a second derivative is wanted: what is normal depends on x there.
    const isTaped = engine().state.gradientDepth > 0;
    const saved = { normal: must(savedNormal, 'normal'), steepness: must(savedSteepness, 'steepness') };
    const { normal, steepness } = isTaped ? normalized(must(x, 'x'), Number(epsilon)) : saved;
    return {
      // The part of the gradient that moves mean or variance comes to nothing, for they are taken away again.
      x() {
        const dNormal = mul(dy, must(scale, 'scale'));
        const along = mul(normal, mean(mul(dNormal, normal), -1, true));
        return mul(sub(sub(dNormal, mean(dNormal, -1, true)), along), steepness);
      },
      scale: () => sumOfRows(mul(dy, normal)),
      offset: () => sumOfRows(dy),
    };
  },
};

/** x̂ = (x − mean) / √(variance + ε) of each row, and 1 / √(variance + ε) as […, 1]. */
function normalized(x: Tensor, epsilon: number): { readonly normal: Tensor; readonly steepness: Tensor } {
  const centered = sub(x, mean(x, -1, true));
  const steepness = rsqrt(add(mean(square(centered), -1, true), epsilon));
  return { normal: mul(centered, steepness), steepness };
}
