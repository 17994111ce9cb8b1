export interface ShareSettings {
  /** γ of w ∝ s^γ; 1 is proportional. */
  readonly sharpness: number;
  /** ε of w ← (1 − ε) w + ε/K, which keeps every teacher heard. */
  readonly floor: number;
}

/** Weights in proportion to scores ≥ 0, adding up to one; undefined where all scores are 0. */
export function sharesOf(
  scores: readonly number[],
  { sharpness, floor }: ShareSettings,
): readonly number[] | undefined {
  const largest = Math.max(...scores);
  if (!(largest > 0)) return undefined;
  const powers = scores.map(score => (score > 0 ? (score / largest) ** sharpness : 0));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map(power => ((1 - floor) * power) / total + floor / scores.length);
}
