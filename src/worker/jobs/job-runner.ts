import type { DataEnvironment } from '../../data/index.js';
import type { JobSpec } from '../../plan/index.js';
import type { JobContext, JobOutcome } from '../job-context.js';
import type { Datasets } from './datasets.js';

/** How one kind of job is done. */
export type JobRunner<Spec extends JobSpec> = (
  spec: Spec,
  context: JobContext,
  workshop: Workshop,
) => Promise<JobOutcome>;

/** What stays in the process from job to job. */
export interface Workshop {
  readonly datasets: Datasets;
  /** Where files are looked for. */
  readonly environment: DataEnvironment;
}
