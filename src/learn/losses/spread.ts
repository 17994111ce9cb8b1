import { div, maximum, mean, type Scalar, square, squaredDifference, type Tensor, tidy } from '@tensorflow/tfjs-core';

/**
 * How much of the size of features differs between examples: the mean over all elements of (x − mean over the batch)²,
 * divided by that of x². 0 where every example is the same, 1 where their mean is 0; unchanged by scaling.
 *
 * @param features float32 [batch, …]
 * @returns float32 []
 */
export const spread = (features: Tensor): Scalar =>
  tidy(() => {
    const differences = mean(squaredDifference(features, mean(features, 0, true)));
    return div<Scalar>(differences, maximum(mean(square(features)), 1e-30));
  });
