import { engine, type Tensor, tensor1d } from '@tensorflow/tfjs-core';
import type { Normalization } from '../../data/index.js';
import type { Product } from '../strategy.js';

/**
 * The same product for images as they are, pixels between 0 and 1: it normalizes them itself, so nobody who uses it can
 * forget to.
 */
export function onPixels(product: Product, { mean, deviation }: Normalization): Product {
  const slopes = deviation.map(width => 1 / width);
  const shifts = mean.map((centre, channel) => -centre * (slopes[channel] ?? 1));
  return {
    ...product,
    apply(pixels, call) {
      const inputs = { x: pixels, slope: tensor1d(slopes), shift: tensor1d(shifts) };
      const images: Tensor = engine().runKernel('ScaleChannels', inputs, { activation: 'linear' });
      return product.apply(images, call);
    },
  };
}
