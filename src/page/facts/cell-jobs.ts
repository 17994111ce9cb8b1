import type { Job, JobId, PlannedExperiment } from '../../plan/index.js';
import type { CellResult, RunState } from '../../report/index.js';

/** The jobs of one trial that are its own. */
export interface TrialJobs {
  readonly seed: number;
  /** Absent where a product is measured as it was given. */
  readonly training?: JobId;
  readonly measurement: JobId;
}

/** The trainings and measurements of a cell's trials, in the order of its seeds. */
export function jobsOfCell(state: RunState, experiment: PlannedExperiment, cell: CellResult): TrialJobs[] {
  const ids = new Set(cell.trials.map(({ id }) => id));
  return experiment.trials
    .filter(({ id }) => ids.has(id))
    .map(({ seed, result }) => {
      const training = trainingOf(state, result);
      return { seed, measurement: result, ...(training ? { training: training.id } : {}) };
    });
}

/** The job that trained what a measurement measured. */
export function trainingOf(state: RunState, measurement: JobId): Job | undefined {
  const spec = state.jobs.get(measurement)?.job.spec;
  const product = spec?.kind === 'evaluate' ? state.jobs.get(spec.product)?.job : undefined;
  return product?.spec.kind === 'train' ? product : undefined;
}
