import { add, mean, mul, type NamedTensorMap, rsqrt, square, sub, type Tensor } from '@tensorflow/tfjs-core';
import { must } from '../../../lib/bug.js';
import { sumOfRows } from '../gradients/sum-of-rows.js';
import type { Operation } from './operation.js';

/**
 * Every row brought to mean 0 and variance 1 (÷n), then scaled and shifted: [rows, width] → [rows, width], with `scale`
 * and `offset` of [width] (Ba, Kiros & Hinton, "Layer Normalization", 2016).
 */
export const layerNorm: Operation = {
  kernelName: 'LayerNorm',
  compute({ x, scale, offset }: NamedTensorMap, { epsilon }) {
    const { normal } = normalized(must(x, 'x'), epsilon as number);
    return add(mul(normal, must(scale, 'scale')), must(offset, 'offset'));
  },
  inputsToSave: ['x', 'scale'],
  gradFunc(untyped, [x, scale], { epsilon }) {
    const dy = untyped as Tensor;
    const { normal, steepness } = normalized(must(x, 'x'), epsilon as number);
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

/** x̂ = (x − mean) / √(variance + ε) of each row, and 1 / √(variance + ε) as [rows, 1]. */
function normalized(x: Tensor, epsilon: number): { readonly normal: Tensor; readonly steepness: Tensor } {
  const centered = sub(x, mean(x, -1, true));
  const steepness = rsqrt(add(mean(square(centered), -1, true), epsilon));
  return { normal: mul(centered, steepness), steepness };
}
