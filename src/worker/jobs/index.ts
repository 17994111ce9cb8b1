import type { DataEnvironment } from '../../data/index.js';
import { freeVariables } from '../../learn/free-variables.js';
import { closeSessions } from '../../learn/imported/onnx-session.js';
import type { JobKind, JobSpec } from '../../plan/index.js';
import type { JobContext, JobOutcome } from '../job-context.js';
import type { Inputs } from '../protocol.js';
import { concepts } from './concepts.js';
import { createDatasets } from './datasets.js';
import { createEngineStarter } from './engine-starter.js';
import { evaluate } from './evaluate.js';
import { asFailure } from './failures.js';
import { gate } from './gate.js';
import { importNet } from './import.js';
import type { JobRunner, Workshop } from './job-runner.js';
import { outputs } from './outputs.js';
import { train } from './train.js';
import { tryJob } from './try.js';

/** What this process can do. The engine and the last data sets stay in memory from job to job. */
export interface Jobs {
  /**
   * Does a job, one at a time; all its variables are gone afterwards.
   * Fails with a `JobFailure`, with the signal's reason where it was stopped, or with a defect.
   */
  run(spec: JobSpec, context: JobContext): Promise<JobOutcome>;
  /**
   * A few batches of a training job, of which nothing is kept; all other kinds have nothing to try.
   *
   * @param inputs of the job: what is not in the store is taken untrained
   */
  tryOut(spec: JobSpec, context: JobContext, inputs: Inputs): Promise<JobOutcome>;
}

const runners: { readonly [K in JobKind]: JobRunner<Extract<JobSpec, { readonly kind: K }>> } = {
  train,
  outputs,
  concepts,
  evaluate,
  gate,
  import: importNet,
};

/** @param environment where data sets are looked for */
export function openJobs(environment: DataEnvironment): Jobs {
  const workshop: Workshop = { datasets: createDatasets(environment), environment };
  const startEngine = createEngineStarter();

  const attempt = async (context: JobContext, act: () => Promise<JobOutcome>): Promise<JobOutcome> => {
    try {
      await startEngine(context.engine);
      return await act();
    } catch (error) {
      throw asFailure(error);
    } finally {
      freeVariables();
      closeSessions();
    }
  };

  return {
    run: (spec, context) => attempt(context, () => runOf(spec)(spec, context, workshop)),
    tryOut: (spec, context, inputs) =>
      attempt(context, async () =>
        spec.kind === 'train' ? tryJob(spec, context, workshop, inputs) : { metrics: {}, warnings: [] },
      ),
  };
}

/** A runner takes the spec of its own kind: the type cannot follow the look-up. */
const runOf = (spec: JobSpec): JobRunner<JobSpec> => runners[spec.kind] as JobRunner<JobSpec>;
