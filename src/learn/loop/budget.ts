import type { Train } from '../../check/experiment.js';
import { TrainingFailure } from '../failure.js';

/** How long a phase lasts. Its last epoch may be cut short where the budget counts steps. */
export interface PhaseLength {
  readonly steps: number;
  readonly epochs: number;
  /** Epochs of all phases before it. */
  readonly firstEpoch: number;
}

/**
 * Divides a training's epochs or steps over its phases by their shares: whole numbers, none less than one.
 * @throws TrainingFailure where there are fewer than phases
 */
export function divideBudget(
  length: Train['length'],
  phases: readonly { readonly share: number; readonly batchesPerEpoch: number }[],
): readonly PhaseLength[] {
  const inEpochs = 'epochs' in length;
  const total = inEpochs ? length.epochs : length.steps;
  if (total < phases.length) {
    const text = `${total} ${inEpochs ? 'epochs' : 'steps'} are too few for ${phases.length} phases, which need one each`;
    throw new TrainingFailure('refused', text);
  }
  const parts = apportion(
    total,
    phases.map(({ share }) => share),
  );
  let firstEpoch = 0;
  return phases.map(({ batchesPerEpoch }, index) => {
    const part = parts[index] ?? 1;
    const epochs = inEpochs ? part : Math.ceil(part / batchesPerEpoch);
    const steps = inEpochs ? part * batchesPerEpoch : part;
    const phase = { steps, epochs, firstEpoch };
    firstEpoch += epochs;
    return phase;
  });
}

/** Whole numbers, none less than one, that add up to a total and are as near to the shares of it as can be. */
function apportion(total: number, shares: readonly number[]): readonly number[] {
  const all = shares.reduce((sum, share) => sum + share, 0);
  const exact = shares.map(share => (total * share) / all);
  const parts = exact.map(value => Math.max(1, Math.floor(value + 1e-9)));
  for (let left = total - parts.reduce((sum, part) => sum + part, 0); left !== 0; left -= Math.sign(left)) {
    const excess = exact.map((value, index) => ((parts[index] ?? 0) - value) * Math.sign(left));
    const candidates = excess.map((value, index) =>
      left < 0 && parts[index] === 1 ? Number.POSITIVE_INFINITY : value,
    );
    const index = candidates.indexOf(Math.min(...candidates));
    parts[index] = (parts[index] ?? 0) + Math.sign(left);
  }
  return parts;
}
