/**
 * Logarithms of the softmax of one example's logits, in double precision:
 * log pᵢ = zᵢ − max z − log Σⱼ exp(zⱼ − max z). Exact where the softmax itself would underflow.
 *
 * @param logits [classes]
 * @returns [classes]
 */
export function logSoftmax(logits: Float32Array): Float64Array {
  const shifted = Float64Array.from(logits);
  const top = shifted.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const sum = shifted.reduce((total, logit) => total + Math.exp(logit - top), 0);
  const logSum = top + Math.log(sum);
  return shifted.map(logit => logit - logSum);
}

/** Probabilities of one example's logits: [classes] → [classes]. */
export const softmax = (logits: Float32Array): Float64Array => logSoftmax(logits).map(Math.exp);
