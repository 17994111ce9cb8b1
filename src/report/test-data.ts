import { must } from '../lib/bug.js';
import type { PlannedExperiment } from '../plan/index.js';
import type { RunState } from './run-state.js';

/**
 * The teachers whose `require` was measured on the test part, for want of a validation part: all that test data ever
 * decide. Epochs, cells given up early and moments to stop are chosen by the validation part alone.
 */
export function teachersChosenByTest(state: RunState, { trials }: PlannedExperiment): string[] {
  const jobs = new Set(trials.flatMap(trial => trial.jobs));
  const labels = [...jobs].flatMap(id => {
    const { spec } = must(state.jobs.get(id), `job ${id}`).job;
    if (spec.kind !== 'gate') return [];
    const measured = must(state.jobs.get(spec.evaluation), `evaluation of teacher ${spec.teacher}`).job.spec;
    return measured.kind === 'evaluate' && measured.part === 'test' ? [spec.teacher] : [];
  });
  return [...new Set(labels)];
}
