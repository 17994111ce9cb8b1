import { isTransient, type JobId, type Plan } from '../plan/index.js';
import type { Failure } from './cause-of-death.js';
import type { RunFact } from './events.js';
import type { Slot } from './slot.js';
import { trainingKinds } from './training-kinds.js';
import { tryInSlots } from './try-jobs.js';

/** Kinds of training of which the store has no example yet. */
export const newKinds = (plan: Plan, isDone: (job: JobId) => boolean) =>
  trainingKinds(plan).filter(({ jobs }) => !jobs.some(isDone));

/**
 * Tries kinds of training out before hours are spent on their teachers. What may end otherwise at another time, such as
 * a killed process, dooms nothing.
 *
 * @returns trainings that can only fail, of all kinds that did; none where the signal aborts
 */
export async function preflight(
  plan: Plan,
  kinds: ReturnType<typeof newKinds>,
  slots: readonly Slot[],
  signal: AbortSignal,
  onFact: (fact: RunFact) => void,
): Promise<ReadonlyMap<JobId, Failure>> {
  const doomed = new Map<JobId, Failure>();
  if (signal.aborted) return doomed;
  const kindOf = new Map(kinds.map(kind => [kind.first.id, kind]));
  const started = performance.now();
  onFact({ type: 'preflight-started', kinds: kinds.length });
  await tryInSlots([...kinds.map(({ first }) => first)], slots, {
    planned: plan.jobs,
    signal,
    onTried({ id, label }, end) {
      if (end.type !== 'failed' || isTransient(end.reason)) return;
      const text = `found before the run, by a few batches of ${label}: ${end.text}`;
      for (const job of kindOf.get(id)?.jobs ?? []) doomed.set(job, { reason: end.reason, text });
    },
  });
  if (signal.aborted) return new Map();
  const seconds = (performance.now() - started) / 1000;
  onFact({ type: 'preflight-finished', kinds: kinds.length, doomed: doomed.size, seconds });
  return doomed;
}
