/** softmax(logits / temperature) in doubles. */
export function softmax(logits: readonly number[], temperature = 1): number[] {
  const largest = Math.max(...logits);
  const powers = logits.map(logit => Math.exp((logit - largest) / temperature));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map(power => power / total);
}

/** KL(p ‖ q) in nats. */
export const divergence = (p: readonly number[], q: readonly number[]): number =>
  p.reduce((total, share, at) => total + (share === 0 ? 0 : share * Math.log(share / q[at]!)), 0);
