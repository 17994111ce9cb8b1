import {
  abs,
  mean,
  pow,
  reshape,
  type Scalar,
  square,
  squaredDifference,
  type Tensor,
  type Tensor4D,
  tidy,
} from '@tensorflow/tfjs-core';
import { detached } from '../detached.js';
import { alignMaps } from './resize-map.js';
import { unitLength } from './unit-length.js';

/**
 * Attention transfer of Zagoruyko & Komodakis (2017) in the form of RepDistiller: the mean over batch and places of
 * (A(F_S) − A(F_T))², A(F) the mean of |F|^p over the channels, its places as one vector of unit length. The larger map
 * is brought to the smaller one's rows and columns first.
 *
 * @param student float32 [batch, rows, columns, channels]
 * @param teacher float32 [batch, rows, columns, channels], each of its own size; no gradient flows into it
 * @returns float32 []
 */
export function attentionTransfer(student: Tensor4D, teacher: Tensor4D, p = 2): Scalar {
  return tidy(() => {
    const maps = alignMaps(student, teacher);
    const target = detached(() => attentionOf(maps.teacher, p));
    return mean<Scalar>(squaredDifference(attentionOf(maps.student, p), target));
  });
}

/** Where a map is active: [batch, rows, columns, channels] → [batch, rows · columns], each row of unit length. */
function attentionOf(map: Tensor4D, p: number): Tensor {
  const powers = p === 2 ? square(map) : p === 1 ? abs(map) : pow(abs(map), p);
  return unitLength(reshape(mean(powers, 3), [map.shape[0], -1]));
}
