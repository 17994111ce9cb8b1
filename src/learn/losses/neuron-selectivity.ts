import {
  add,
  matMul,
  mean,
  mul,
  reshape,
  type Scalar,
  square,
  sub,
  type Tensor3D,
  type Tensor4D,
  tidy,
} from '@tensorflow/tfjs-core';
import { detached } from '../detached.js';
import { alignMaps } from './resize-map.js';
import { unitLength } from './unit-length.js';

/**
 * Neuron selectivity transfer of Huang & Wang (2017): the squared maximum mean discrepancy between the channels of two
 * maps, mean k(t, t') + mean k(s, s') − 2 · mean k(s, t), with k(a, b) = (a · b)² of the channels' places at unit length;
 * means over batch and pairs of channels. The larger map is brought to the smaller one's rows and columns first.
 *
 * @param student float32 [batch, rows, columns, channels]
 * @param teacher float32 [batch, rows, columns, channels], each of its own size; no gradient flows into it
 * @returns float32 []
 */
export function neuronSelectivity(student: Tensor4D, teacher: Tensor4D): Scalar {
  return tidy(() => {
    const maps = alignMaps(student, teacher);
    const own = channelsOf(maps.student);
    const others = detached(() => channelsOf(maps.teacher));
    const among = add(
      kernel(own, own),
      detached(() => kernel(others, others)),
    );
    return sub<Scalar>(among, mul(kernel(own, others), 2));
  });
}

/** [batch, rows · columns, channels], each channel of unit length over its places. */
const channelsOf = (map: Tensor4D): Tensor3D =>
  unitLength(reshape(map, [map.shape[0], map.shape[1] * map.shape[2], map.shape[3]]) as Tensor3D, 1);

const kernel = (one: Tensor3D, other: Tensor3D): Scalar => mean(square(matMul(one, other, true, false)));
