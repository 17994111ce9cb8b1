import type { JobId } from '../plan/index.js';
import type { RunEvent } from '../schedule/events.js';
import type { EpochProgress } from './run-state.js';

/** An epoch of a training; a stored result has forgotten how long it took, and when. */
export type PastEpoch = Pick<EpochProgress, 'phase' | 'epoch' | 'losses' | 'metrics'> &
  Partial<Pick<EpochProgress, 'rates' | 'seconds' | 'time'>>;

/**
 * The epochs of any training of a run, in order, each once: as the journal has them, where an epoch that a later attempt
 * did again counts once; else as the store has them.
 */
export function trainingEpochs(
  events: readonly RunEvent[],
  stored: (training: JobId) => readonly PastEpoch[],
): (training: JobId) => readonly PastEpoch[] {
  const done = new Map<JobId, PastEpoch[]>();
  for (const event of events) {
    if (event.type !== 'epoch-finished') continue;
    const epochs = done.get(event.job) ?? [];
    while ((epochs.at(-1)?.epoch ?? 0) >= event.epoch) epochs.pop();
    epochs.push(event);
    done.set(event.job, epochs);
  }
  return training => done.get(training) ?? stored(training);
}
