import { isTransient, type JobId, type Plan } from '../plan/index.js';
import type { Failure } from './cause-of-death.js';
import type { Slot } from './slot.js';
import { trainingKinds } from './training-kinds.js';
import { tryInSlots } from './try-jobs.js';

/** What a few batches of every new kind of training have shown. */
export interface Preflight {
  /** How many kinds were tried. */
  readonly kinds: number;
  /** Trainings that can only fail, of all kinds that did. */
  readonly doomed: ReadonlyMap<JobId, Failure>;
}

/** Kinds of training of which the store has no example yet. */
export const newKinds = (plan: Plan, isDone: (job: JobId) => boolean) =>
  trainingKinds(plan).filter(({ jobs }) => !jobs.some(isDone));

/**
 * Tries kinds of training out before hours are spent on their teachers. What may end otherwise at another time, such as
 * a killed process, dooms nothing.
 */
export async function preflight(
  plan: Plan,
  kinds: ReturnType<typeof newKinds>,
  slots: readonly Slot[],
  signal: AbortSignal,
): Promise<Preflight> {
  const doomed = new Map<JobId, Failure>();
  const kindOf = new Map(kinds.map(kind => [kind.first.id, kind]));
  await tryInSlots([...kinds.map(({ first }) => first)], slots, {
    planned: plan.jobs,
    signal,
    onTried({ id, label }, end) {
      if (end.type !== 'failed' || isTransient(end.reason)) return;
      const text = `found before the run, by a few batches of ${label}: ${end.text}`;
      for (const job of kindOf.get(id)?.jobs ?? []) doomed.set(job, { reason: end.reason, text });
    },
  });
  return { kinds: kinds.length, doomed };
}
