/**
 * Logarithms of the softmax of one example's logits, in double precision:
 * log pᵢ = zᵢ − max z − log Σⱼ exp(zⱼ − max z). Exact where the softmax itself would underflow.
 * Written as loops: callbacks of typed arrays take several times as long, and this runs for every example.
 *
 * @param logits [classes]
 * @returns [classes]
 */
export function logSoftmax(logits: Float32Array): Float64Array {
  let top = Number.NEGATIVE_INFINITY;
  for (const logit of logits) top = Math.max(top, logit);
  let sum = 0;
  for (const logit of logits) sum += Math.exp(logit - top);
  const logSum = top + Math.log(sum);
  const logarithms = new Float64Array(logits.length);
  for (let index = 0; index < logits.length; index++) logarithms[index] = (logits[index] ?? 0) - logSum;
  return logarithms;
}

/** Probabilities of one example's logits: [classes] → [classes]. */
export function softmax(logits: Float32Array): Float64Array {
  const probabilities = logSoftmax(logits);
  for (let index = 0; index < probabilities.length; index++) probabilities[index] = Math.exp(probabilities[index] ?? 0);
  return probabilities;
}
