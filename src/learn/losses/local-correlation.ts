import { mean, mul, sum, type Tensor1D, type Tensor3D, tidy } from '@tensorflow/tfjs-core';

/**
 * Distances of layers weighed by how much they have to do with each other: (1/J) Σ_{j,m} Λ[b, j, m] · D[b, j, m] of each
 * example, the form of SemCKD (Chen et al., 2021). Gradient flows into both.
 *
 * @param weights float32 [batch, J, M], rows that add up to 1
 * @param distances float32 [batch, J, M]
 * @returns float32 [batch]
 */
export const localCorrelation = (weights: Tensor3D, distances: Tensor3D): Tensor1D =>
  tidy(() => mean<Tensor1D>(sum(mul(weights, distances), 2), 1));
