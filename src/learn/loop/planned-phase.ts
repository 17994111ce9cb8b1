import type { Stream } from '../batch.js';
import type { Interlude, Phase, Recipe } from '../strategy.js';
import { divideBudget, type PhaseLength } from './budget.js';
import type { TrainContext } from './context.js';

/** A phase before it runs: how long it lasts, and where its batches come from. */
export interface PlannedPhase {
  readonly phase: Phase;
  readonly length: PhaseLength;
  readonly stream: Stream;
  readonly interludes: readonly PlannedInterlude[];
}

export interface PlannedInterlude {
  readonly interlude: Interlude;
  readonly stream: Stream | 'same';
}

export function planPhases({ phases }: Recipe, { train, openStream }: TrainContext): readonly PlannedPhase[] {
  const streams = phases.map(({ stream = {} }) => openStream(stream, 'train'));
  const lengths = divideBudget(
    train.length,
    phases.map(({ share = 1 }, index) => ({ share, batchesPerEpoch: streams[index]?.batchesPerEpoch ?? 1 })),
  );
  return phases.flatMap((phase, index) => {
    const [stream, length] = [streams[index], lengths[index]];
    if (!stream || !length) return [];
    const interludes = (phase.interludes ?? []).map(interlude => {
      const purpose = `${phase.name} ${interlude.name}`;
      return {
        interlude,
        stream: interlude.stream === 'same' ? interlude.stream : openStream(interlude.stream, purpose),
      };
    });
    return [{ phase, length, stream, interludes }];
  });
}
