import { _FusedMatMul, type GradConfig, matMul, type Tensor3D } from '@tensorflow/tfjs-core';
import { Bug, must } from '../../../lib/bug.js';
import { sumOfRows } from './sum-of-rows.js';
import { throughActivation } from './through-activation.js';

/**
 * Gradient of act(a · b + bias) as one kernel, the way `dense` runs it: TensorFlow.js fuses only where no gradient is
 * wanted. Each part is computed only if it is asked for, so a first layer pays nothing for its input.
 */
export const fusedMatMulGradient: GradConfig = {
  kernelName: _FusedMatMul,
  inputsToSave: ['a', 'b'],
  outputsToSave: [true],
  gradFunc(dy, [a, b, output], { transposeA, transposeB, activation }) {
    if (transposeA || transposeB) throw new Bug('a dense layer transposes nothing');
    const dz = throughActivation(dy as Tensor3D, output, activation); // [1, batch, to]
    return {
      a: () => matMul(dz, must(b, 'b'), false, true),
      b: () => matMul(must(a, 'a'), dz, true, false),
      bias: () => sumOfRows(dz),
    };
  },
};
