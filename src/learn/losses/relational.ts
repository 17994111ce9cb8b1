import {
  add,
  div,
  expandDims,
  gather,
  matMul,
  maximum,
  mul,
  reshape,
  type Scalar,
  sqrt,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  tensor1d,
  tensor2d,
  tidy,
  transpose,
} from '@tensorflow/tfjs-core';
import { detached } from '../detached.js';
import { smoothL1 } from './smooth-l1.js';
import { unitLength } from './unit-length.js';

/**
 * RKD-D of Park et al. (2019): the smooth L1 distance, over all batch² entries, of the matrices of distances between
 * examples, each net's divided by the mean of its own.
 *
 * @param student float32 [batch, features]
 * @param teacher float32 [batch, other features]; no gradient flows into it
 * @returns float32 []
 */
export const relationalDistance = (student: Tensor2D, teacher: Tensor2D): Scalar =>
  tidy(() =>
    smoothL1(
      distancesOf(student),
      detached(() => distancesOf(teacher)),
    ),
  );

/**
 * RKD-A of Park et al. (2019): the smooth L1 distance, over all entries, of the cosines of the angles that examples j
 * and k make at example i.
 *
 * @param student float32 [batch, features]
 * @param teacher float32 [batch, other features]; no gradient flows into it
 * @param vertices the examples i that are looked at; default all, which takes memory of batch³
 * @returns float32 []
 */
export const relationalAngle = (student: Tensor2D, teacher: Tensor2D, vertices?: readonly number[]): Scalar =>
  tidy(() =>
    smoothL1(
      anglesOf(student, vertices),
      detached(() => anglesOf(teacher, vertices)),
    ),
  );

/** [batch, features] → [batch, batch], divided by their mean, the diagonal left out. */
function distancesOf(embeddings: Tensor2D): Tensor {
  const [batch] = embeddings.shape;
  const squares = sum(square(embeddings), 1, true); // [batch, 1]
  const products = matMul(embeddings, embeddings, false, true);
  const squared = sub(add(squares, transpose(squares)), mul(products, 2));
  // the root has no slope at 0, and the diagonal is 0 whatever rounding makes of it
  const distances = mul(sqrt(maximum(squared, 1e-12)), offDiagonal(batch));
  return div(distances, div(sum(distances), Math.max(1, batch * (batch - 1))));
}

/** [batch, features] → [vertices, batch, batch] */
function anglesOf(embeddings: Tensor2D, vertices?: readonly number[]): Tensor {
  const [batch, features] = embeddings.shape;
  const corners = vertices ? gather(embeddings, tensor1d([...vertices], 'int32')) : embeddings;
  const edges = unitLength(sub(expandDims(embeddings, 0), expandDims(corners, 1))); // [vertices, batch, features]
  const rays = reshape(edges, [-1, batch, features]) as Tensor3D;
  return matMul(rays, rays, false, true);
}

const offDiagonal = (size: number): Tensor2D =>
  tensor2d(
    Float32Array.from({ length: size * size }, (_, at) => (at % (size + 1) === 0 ? 0 : 1)),
    [size, size],
  );
