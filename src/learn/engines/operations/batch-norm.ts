import {
  add,
  engine,
  mean,
  mul,
  type NamedAttrMap,
  type NamedTensorMap,
  relu,
  reshape,
  rsqrt,
  slice,
  square,
  stack,
  sub,
  sum,
  type Tensor,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { must } from '../../../lib/bug.js';
import { sumOfRows } from '../gradients/sum-of-rows.js';
import { throughActivation } from '../gradients/through-activation.js';
import type { Operation } from './operation.js';

/**
 * activation((x − mean) / √(variance + ε) · scale + offset) for each channel of […, channels], by the statistics of the
 * batch itself (Ioffe & Szegedy, "Batch Normalization", 2015). Outputs: that, then the moving averages `mean` and
 * `variance` gone by `momentum` towards those of the batch, the latter towards the unbiased one as in PyTorch; what
 * follows is for the gradient. No gradient flows through any but the first.
 */
export const batchNorm: Operation = {
  kernelName: 'BatchNorm',
  compute({ x: given, scale, offset, mean, variance }: NamedTensorMap, attributes) {
    const x = must(given, 'x');
    const moments: Tensor = engine().runKernel('ChannelMoments', { x });
    const inputs = { x, scale: must(scale, 'scale'), offset: must(offset, 'offset'), moments };
    const y: Tensor = engine().runKernel('NormalizedChannels', inputs, attributes);
    const rows = (x.size / moments.size) * 2;
    const towards = (average: Tensor, row: number, factor: number): Tensor => {
      const momentum = Number(attributes.momentum);
      return add(mul(average, 1 - momentum), mul(rowOf(moments, row), momentum * factor));
    };
    const unbiased = rows / Math.max(1, rows - 1);
    return [y, towards(must(mean, 'mean'), 0, 1), towards(must(variance, 'variance'), 1, unbiased), moments];
  },
  inputsToSave: ['x', 'scale'],
  outputsToSave: [true, false, false, true],
  gradFunc(dys, [savedX, savedScale, y, savedMoments], attributes) {
    const [x, scale, moments] = [must(savedX, 'x'), must(savedScale, 'scale'), must(savedMoments, 'moments')];
    const dy = must((dys as Tensor[])[0], 'dy');
    // On a tape, a second derivative is wanted, and everything must be made of what has a gradient itself.
    if (engine().state.gradientDepth > 0)
      return differentiableGradient(throughActivation(dy, y, attributes.activation), x, scale, attributes);
    const inputs = { dy, x, y: must(y, 'y'), moments };
    const products: Tensor = engine().runKernel('BatchNormProducts', inputs, attributes);
    return {
      x: (): Tensor => engine().runKernel('BatchNormInputGrad', { ...inputs, scale, products }, attributes),
      scale: () => mul(rowOf(products, 1), steepnessOf(moments, attributes.epsilon)),
      offset: () => rowOf(products, 0),
      ...constants(scale),
    };
  },
};

/** The same by given `moments`. Not differentiated. */
export const normalizedChannels: Operation = {
  kernelName: 'NormalizedChannels',
  compute({ x, scale, offset, moments }: NamedTensorMap, { epsilon, activation }) {
    const { centered, steepness } = normalized(must(x, 'x'), must(moments, 'moments'), epsilon);
    const z = add(mul(centered, mul(must(scale, 'scale'), steepness)), must(offset, 'offset'));
    return activation === 'relu' ? relu(z) : z;
  },
};

/** Σ dy and Σ dy · (x − mean) for each channel, [2, channels], dy counted behind the activation. */
export const batchNormProducts: Operation = {
  kernelName: 'BatchNormProducts',
  compute({ dy, x, y, moments }: NamedTensorMap, { activation }) {
    const dz = throughActivation(must(dy, 'dy'), y, activation);
    const { centered } = normalized(must(x, 'x'), must(moments, 'moments'), 0);
    return stack([sumOfRows(dz), sumOfRows(mul(dz, centered))]);
  },
};

/** Gradient by x: scale / σ · (dy − mean of dy − x̂ · mean of dy · x̂), from the products. */
export const batchNormInputGrad: Operation = {
  kernelName: 'BatchNormInputGrad',
  compute({ dy, x, y, moments, scale, products }: NamedTensorMap, { epsilon, activation }) {
    const input = must(x, 'x');
    const dz = throughActivation(must(dy, 'dy'), y, activation);
    const { centered, steepness } = normalized(input, must(moments, 'moments'), epsilon);
    const share = mul(must(products, 'products'), steepness.size / input.size);
    const along = mul(rowOf(share, 1), square(steepness));
    return mul(sub(sub(dz, rowOf(share, 0)), mul(centered, along)), mul(must(scale, 'scale'), steepness));
  },
};

/** The same gradient from x alone, for those who take its gradient. */
export function differentiableGradient(dz: Tensor, x: Tensor, scale: Tensor, { epsilon }: NamedAttrMap) {
  const axes = x.shape.slice(0, -1).map((_, axis) => axis);
  const centered = sub(x, mean(x, axes, true));
  const steepness = rsqrt(add(mean(square(centered), axes, true), Number(epsilon)));
  const normal = mul(centered, steepness);
  const dNormal = mul(dz, scale);
  const along = mul(normal, mean(mul(dNormal, normal), axes, true));
  return {
    x: () => mul(sub(sub(dNormal, mean(dNormal, axes, true)), along), steepness),
    scale: () => sum(mul(dz, normal), axes),
    offset: () => sum(dz, axes),
    ...constants(scale),
  };
}

/** The averages that are moved are looked at by nobody who takes gradients. */
const constants = (scale: Tensor) => ({ mean: () => zerosLike(scale), variance: () => zerosLike(scale) });

function normalized(
  x: Tensor,
  moments: Tensor,
  epsilon: unknown,
): { readonly centered: Tensor; readonly steepness: Tensor } {
  return { centered: sub(x, rowOf(moments, 0)), steepness: steepnessOf(moments, epsilon) };
}

/** 1 / σ of each channel. */
const steepnessOf = (moments: Tensor, epsilon: unknown): Tensor => rsqrt(add(rowOf(moments, 1), Number(epsilon)));

const rowOf = (rows: Tensor, index: number): Tensor => reshape(slice(rows, [index, 0], [1, -1]), [-1]);
