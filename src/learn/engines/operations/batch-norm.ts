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
  zeros,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { must } from '../../../lib/bug.js';
import { sumOfRows } from '../gradients/sum-of-rows.js';
import { throughActivation } from '../gradients/through-activation.js';
import type { Operation } from './operation.js';

/**
 * activation((x − mean) / √(variance + ε) · scale + offset) for each channel of […, channels], by the batch's own
 * `moments` as `ChannelMoments` gives them: [2, channels] (Ioffe & Szegedy, "Batch Normalization", 2015). Its gradient
 * knows that they depend on x, which therefore must be what they were taken from.
 */
export const batchNorm: Operation = {
  kernelName: 'BatchNorm',
  compute({ x, scale, offset, moments }: NamedTensorMap, { epsilon, activation }) {
    const { centered, steepness } = normalized(must(x, 'x'), must(moments, 'moments'), epsilon);
    const z = add(mul(centered, mul(must(scale, 'scale'), steepness)), must(offset, 'offset'));
    return activation === 'relu' ? relu(z) : z;
  },
  inputsToSave: ['x', 'scale', 'moments'],
  outputsToSave: [true],
  gradFunc(dy, [savedX, savedScale, savedMoments, y], attributes) {
    const [x, scale, moments] = [must(savedX, 'x'), must(savedScale, 'scale'), must(savedMoments, 'moments')];
    // On a tape, a second derivative is wanted, and everything must be made of what has a gradient itself.
    if (engine().state.gradientDepth > 0)
      return differentiableGradient(throughActivation(dy as Tensor, y, attributes.activation), x, scale, attributes);
    const inputs = { dy: dy as Tensor, x, y: must(y, 'y'), moments };
    const products: Tensor = engine().runKernel('BatchNormProducts', inputs, attributes);
    return {
      x: (): Tensor => engine().runKernel('BatchNormInputGrad', { ...inputs, scale, products }, attributes),
      scale: () => mul(rowOf(products, 1), steepnessOf(moments, attributes.epsilon)),
      offset: () => rowOf(products, 0),
      moments: () => zerosLike(moments),
    };
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
function differentiableGradient(dz: Tensor, x: Tensor, scale: Tensor, { epsilon }: NamedAttrMap) {
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
    moments: () => zeros([2, scale.size]),
  };
}

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
