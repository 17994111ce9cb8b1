import { rampFactor } from '../../ramps/index.js';
import type { Progress } from '../../strategy.js';

/** 40,000 of 150,000 steps for mean teacher on CIFAR-10, 80 of 300 epochs for the Π-model. */
const usualShare = 0.27;

/** Epochs in which consistency grows to its full weight: those given, else the usual share of the training. */
export const epochsOfRampup = (given: number | undefined, { steps, stepsPerEpoch }: Progress): number =>
  given ?? (usualShare * steps) / stepsPerEpoch;

/** What the weight of consistency is multiplied by, exp(−5 (1 − t)²) with t from 0 to 1 over the rampup, then 1. */
export function consistencyRampup(given: number | undefined, progress: Progress): number {
  const epochs = epochsOfRampup(given, progress);
  return epochs === 0
    ? 1
    : rampFactor({ name: 'sigmoid', settings: { epochs } }, progress.step / progress.stepsPerEpoch);
}
