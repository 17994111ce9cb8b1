import { div, matMul, softmax, type Tensor3D, tidy } from '@tensorflow/tfjs-core';

/**
 * How much each layer of the teacher teaches each layer of the student, by example: softmax over the teacher's layers of
 * query · key / softness (Chen et al., "Cross-Layer Distillation with Semantic Calibration", 2021).
 *
 * @param queries float32 [batch, student layers, width]
 * @param keys float32 [batch, teacher layers, width]
 * @returns float32 [batch, student layers, teacher layers], rows that add up to 1
 */
export const layerAttention = (queries: Tensor3D, keys: Tensor3D, softness = 1): Tensor3D =>
  tidy(() => softmax(div<Tensor3D>(matMul(queries, keys, false, true), softness)));
