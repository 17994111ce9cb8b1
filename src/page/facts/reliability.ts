import type { ReliabilityBin, Tallies } from '../../formats/index.js';

/** Bins of several seeds, added up. */
export const pooledBins = (tallies: readonly Tallies[]): ReliabilityBin[] =>
  (tallies[0]?.reliability ?? []).map((_, at) => ({
    count: total(tallies, at, 'count'),
    confidence: total(tallies, at, 'confidence'),
    correct: total(tallies, at, 'correct'),
  }));

const total = (tallies: readonly Tallies[], at: number, field: keyof ReliabilityBin): number =>
  tallies.reduce((sum, { reliability }) => sum + (reliability[at]?.[field] ?? 0), 0);

/** Expected calibration error of one measurement: Σ_b |correct − confidence| / n (Guo et al. 2017), as the metric `ece` has it. */
export const calibrationError = ({ reliability, examples }: Tallies): number =>
  reliability.reduce((sum, { correct, confidence }) => sum + Math.abs(correct - confidence), 0) / Math.max(1, examples);
