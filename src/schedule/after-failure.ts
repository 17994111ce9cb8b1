import { type FailureReason, isTransient, type JobId } from '../plan/index.js';
import type { Command, Halt } from './command.js';
import { cancel, indexOf, jobAt, type RunUnderWay, toSlots } from './run-under-way.js';

export function afterStop(run: RunUnderWay, index: number): readonly Command[] {
  const because = run.withdrawn.get(index);
  if (!because && !run.stopping) {
    // It is wanted again since it was asked to stop.
    return putBack(run, index);
  }
  run.board.stop(index);
  if (because) return cancel(run, [index], because);
  run.leftUndone = true;
  return [];
}

/** It waits again, or is canceled where what it needs failed meanwhile. */
export function putBack(run: RunUnderWay, index: number): readonly Command[] {
  const lacking = run.board.requeue(index);
  if (lacking === undefined) return [{ type: 'retry-job', job: jobAt(run.graph, index).id }];
  const { dependents, unneeded } = run.board.cancelAfter(index);
  const { id } = jobAt(run.graph, lacking);
  return [...cancel(run, [index, ...dependents], id), ...cancel(run, unneeded, 'not-needed')];
}

/** A person wants a trial after all: what runs for it and was asked to stop is wanted as well. */
export function retryTrial(run: RunUnderWay, result: number): readonly Command[] {
  if (run.stopping) return [];
  const reached = [result];
  for (let index = reached.pop(); index !== undefined; index = reached.pop()) {
    run.withdrawn.delete(index);
    reached.push(...(run.graph.needs[index] ?? []));
  }
  return retry(run, run.board.reopen(result));
}

export function failDoomed(run: RunUnderWay, doomed: ReadonlySet<JobId>): readonly Command[] {
  return [...doomed].flatMap((job): readonly Command[] => {
    const index = indexOf(run, job);
    return run.board.failUnstarted(index) ? [{ type: 'doom-job', job }, ...afterLastFailure(run, index)] : [];
  });
}

function retry(run: RunUnderWay, reopened: readonly number[]): readonly Command[] {
  for (const index of reopened) {
    run.failures.delete(index);
    run.withdrawn.delete(index);
  }
  return reopened.map(index => ({ type: 'retry-job', job: jobAt(run.graph, index).id }));
}

export function afterFailure(run: RunUnderWay, index: number, reason: FailureReason): readonly Command[] {
  // Nobody waits for it any more.
  if (run.withdrawn.has(index)) return afterStop(run, index);
  const { limits } = jobAt(run.graph, index);
  const failures = (run.failures.get(index) ?? 0) + 1;
  run.failures.set(index, failures);
  if (failures <= limits.retries && !run.stopping && mayEndOtherwise(run, index, reason)) {
    return putBack(run, index);
  }
  run.board.fail(index);
  return [...afterLastFailure(run, index), ...(reason === 'disk-full' ? drain(run, 'disk-full') : [])];
}

/** A result that is damaged time and again points to a disk that cannot be trusted. */
const mostLosses = 2;

/** What a job needs was damaged: it is computed again, and the job after it, unless that was in vain before. */
export function afterLostInput(run: RunUnderWay, index: number, input: number): readonly Command[] {
  const losses = (run.losses.get(input) ?? 0) + 1;
  run.losses.set(input, losses);
  if (run.stopping) return afterStop(run, index); // nothing more is started
  if (run.withdrawn.has(index)) return [...afterStop(run, index), ...retry(run, run.board.lose(input))];
  const reopened = run.board.lose(input);
  if (losses <= mostLosses) return [...retry(run, reopened), ...putBack(run, index)];
  run.board.fail(index);
  return [...retry(run, reopened), ...afterLastFailure(run, index)];
}

/** Whether another attempt is worth it, and on what terms. */
function mayEndOtherwise(run: RunUnderWay, index: number, reason: FailureReason): boolean {
  if (reason === 'timed-out') {
    const reached = run.reached.get(index) ?? 0;
    const isFurther = reached > (run.timedOutAt.get(index) ?? 0);
    run.timedOutAt.set(index, reached);
    return isFurther;
  }
  if (reason === 'out-of-memory') run.loners.add(index);
  return isTransient(reason);
}

function afterLastFailure(run: RunUnderWay, index: number): readonly Command[] {
  const { id } = jobAt(run.graph, index);
  run.earlyStopping.lose(id);
  const { dependents, unneeded } = run.board.cancelAfter(index);
  return [
    ...cancel(run, dependents, id),
    ...cancel(run, unneeded, 'not-needed'),
    ...(run.failFast ? drain(run, 'fail-fast') : []),
  ];
}

export function drain(run: RunUnderWay, because: Halt): readonly Command[] {
  if (run.stopping) return [];
  return [...cancelRest(run, because), ...toSlots(run, 'stop-job')];
}

export function cancelRest(run: RunUnderWay, because: Halt): readonly Command[] {
  run.stopping ??= because;
  const canceled = run.board.cancelRest();
  if (canceled.length > 0) run.leftUndone = true;
  return cancel(run, canceled, because);
}
