import { fill, type Tensor2D } from '@tensorflow/tfjs-core';

/** 1/K for each of the K teachers: [batch, teachers]. */
export const equalWeights = (teacherLogits: readonly Tensor2D[]): Tensor2D =>
  fill([teacherLogits[0]?.shape[0] ?? 0, teacherLogits.length], 1 / teacherLogits.length) as Tensor2D;
