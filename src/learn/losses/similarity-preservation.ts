import {
  matMul,
  mean,
  reshape,
  type Scalar,
  squaredDifference,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tidy,
} from '@tensorflow/tfjs-core';
import { detached } from '../detached.js';
import { unitLength } from './unit-length.js';

/**
 * Similarity-preserving distillation of Tung & Mori (2019): ‖G_S − G_T‖_F² / batch², G the products F Fᵀ of what each
 * net makes of the examples, each row at unit length. It depends on the size of the batch.
 *
 * @param student float32 [batch, …]
 * @param teacher float32 [batch, …], of any other size; no gradient flows into it
 * @returns float32 []
 */
export const similarityPreservation = (student: Tensor, teacher: Tensor): Scalar =>
  tidy(() => mean<Scalar>(similarityDifferences(student, teacher)));

/** The same of each example, the mean over its row: float32 [batch], whose mean is the loss. */
export const similarityPreservationPerSample = (student: Tensor, teacher: Tensor): Tensor1D =>
  tidy(() => mean<Tensor1D>(similarityDifferences(student, teacher), 1));

/** [batch, batch] */
function similarityDifferences(student: Tensor, teacher: Tensor): Tensor {
  const target = detached(() => unitLength(gramOf(teacher)));
  return squaredDifference(unitLength(gramOf(student)), target);
}

/** The products of each example with every other: [batch, …] → [batch, batch]. */
export function gramOf(features: Tensor): Tensor2D {
  const rows = reshape(features, [features.shape[0] ?? -1, -1]) as Tensor2D;
  return matMul(rows, rows, false, true);
}
