import {
  add,
  div,
  log,
  mean,
  mul,
  type Scalar,
  softplus,
  squaredDifference,
  type Tensor,
  tidy,
} from '@tensorflow/tfjs-core';
import { stopGradient } from '../detached.js';

/** Added to the variances, so that none is 0. */
const least = 1e-5;

/**
 * Variational information distillation of Ahn et al. (2019): the mean over all elements of ½ · [(μ − F_T)² / s² + log s²],
 * s² = softplus(ρ) + 1e-5 for each channel. It is negative where the teacher's map is told well.
 *
 * @param guess float32 [batch, rows, columns, channels], μ
 * @param teacher float32, the same shape; no gradient flows into it
 * @param raw float32 [channels], ρ
 * @returns float32 []
 */
export const variationalInformation = (guess: Tensor, teacher: Tensor, raw: Tensor): Scalar =>
  tidy(() => {
    const variance = add(softplus(raw), least); // [channels]
    const distance = squaredDifference(guess, stopGradient(teacher));
    return mul(mean<Scalar>(add(div(distance, variance), log(variance))), 0.5);
  });

/** The ρ of a variance: log(exp(s² − 1e-5) − 1). */
export const rawVariance = (variance: number): number => Math.log(Math.expm1(variance - least));
