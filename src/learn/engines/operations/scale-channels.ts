import { add, engine, mul, type NamedTensorMap, relu, type Tensor, zerosLike } from '@tensorflow/tfjs-core';
import { must } from '../../../lib/bug.js';
import { sumOfRows } from '../gradients/sum-of-rows.js';
import { throughActivation } from '../gradients/through-activation.js';
import type { Operation } from './operation.js';

/** activation(x · slope + shift) for each channel: […, channels], with `slope` and `shift` of [channels]. */
export const scaleChannels: Operation = {
  kernelName: 'ScaleChannels',
  compute({ x, slope, shift }: NamedTensorMap, { activation }) {
    const line = add(mul(must(x, 'x'), must(slope, 'slope')), must(shift, 'shift'));
    return activation === 'relu' ? relu(line) : line;
  },
  inputsToSave: ['x', 'slope'],
  outputsToSave: [true],
  gradFunc(dy, [savedX, savedSlope, y], { activation }) {
    const [x, slope] = [must(savedX, 'x'), must(savedSlope, 'slope')];
    const dz = throughActivation(dy as Tensor, y, activation);
    const linear = { activation: 'linear' };
    return {
      x: (): Tensor => engine().runKernel('ScaleChannels', { x: dz, slope, shift: zerosLike(slope) }, linear),
      slope: () => sumOfRows(mul(dz, x)),
      shift: () => sumOfRows(dz),
    };
  },
};
