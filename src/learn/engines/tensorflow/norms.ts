import { engine, type GradConfig, relu, reshape, type Tensor, zerosLike } from '@tensorflow/tfjs-core';
import { must } from '../../../lib/bug.js';
import { throughActivation } from '../gradients/through-activation.js';
import { differentiableGradient } from '../operations/batch-norm.js';
import { float, type Kernel } from './kernel.js';
import { operation, operations } from './operation.js';

/** dy where y > 0. */
export const rectified: Kernel = ({ dy, y }) => operation('ReluGrad', [must(dy, 'dy'), must(y, 'y')], float);

/** dy · y · (1 − y). */
export const sigmoidGrad: Kernel = ({ y, dy }) => operation('SigmoidGrad', [must(y, 'y'), must(dy, 'dy')], float);

/** Sum over all axes but the last. */
export const sumOfRows: Kernel = ({ x: given }) => {
  const x = must(given, 'x');
  const rows = x.rank > 1 ? x : reshape(x, [1, -1]);
  return operation('BiasAddGrad', [rows], { ...float, data_format: { string: 'NHWC' } });
};

/** The operation `BatchNorm`; what TensorFlow wants back for the gradient are its last three outputs. */
export const batchNorm: Kernel = ({ x, scale, offset, mean, variance }, { epsilon, momentum, activation }) => {
  const input = must(x, 'x');
  const averages = [must(mean, 'mean'), must(variance, 'variance')];
  const inputs = [asImage(input), must(scale, 'scale'), must(offset, 'offset'), ...averages];
  const attributes = { ...fused(epsilon), exponential_avg_factor: { float: Number(momentum) } };
  const [z, ...rest] = operations('FusedBatchNormV3', inputs, attributes, 6);
  const y = activation === 'relu' ? relu(must(z, 'y')) : must(z, 'y');
  return [reshape(y, input.shape), ...rest];
};

/** Its gradient by one operation, or where a second derivative is wanted, of what has a gradient itself. */
export const batchNormGradient: GradConfig = {
  kernelName: 'BatchNorm',
  inputsToSave: ['x', 'scale'],
  outputsToSave: [true, false, false, true, true, true],
  gradFunc(dys, [savedX, savedScale, y, ...reserve], attributes) {
    const [x, scale] = [must(savedX, 'x'), must(savedScale, 'scale')];
    const dz = throughActivation(must((dys as Tensor[])[0], 'dy'), y, attributes.activation);
    if (engine().state.gradientDepth > 0) return differentiableGradient(dz, x, scale, attributes);
    const inputs = [asImage(dz), asImage(x), scale, ...reserve];
    const [dx, dScale, dOffset] = operations('FusedBatchNormGradV3', inputs, fused(attributes.epsilon), 5);
    return {
      x: () => reshape(must(dx, 'dx'), x.shape),
      scale: () => must(dScale, 'scale'),
      offset: () => must(dOffset, 'offset'),
      mean: () => zerosLike(scale),
      variance: () => zerosLike(scale),
    };
  },
};

const fused = (epsilon: unknown) => ({
  ...float,
  U: { type: 'float32' as const },
  epsilon: { float: Number(epsilon) },
  data_format: { string: 'NHWC' },
  is_training: { bool: true },
});

/** [batch, rows, columns, channels], as the operation wants it. */
const asImage = (x: Tensor): Tensor => (x.rank === 4 ? x : reshape(x, [-1, 1, 1, x.shape.at(-1) ?? 1]));
