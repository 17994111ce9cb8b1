import { probe } from '../../learn/probe.js';
import type { TrainSpec } from '../../plan/index.js';
import type { ObjectReader } from '../../store/index.js';
import { type JobContext, JobFailure, type JobOutcome } from '../job-context.js';
import type { Inputs } from '../protocol.js';
import type { Workshop } from './job-runner.js';
import { probeText } from './probe-text.js';
import { prepareTraining } from './train.js';

/**
 * A few batches of a training: shapes fit, losses are finite, gradients reach every learner in each phase. Teachers
 * that are not in the store are taken untrained.
 *
 * @throws JobFailure `refused`, with all that is wrong
 */
export async function tryJob(
  spec: TrainSpec,
  context: JobContext,
  workshop: Workshop,
  inputs: Inputs,
): Promise<JobOutcome> {
  const store = withUntrained(context.store, inputs);
  const { recipe, training } = await prepareTraining(spec, { ...context, store }, workshop);
  const report = await probe(recipe, training);
  if (report.problems.length > 0) throw new JobFailure('refused', report.problems.join('; '));
  return { metrics: {}, warnings: [], notes: probeText(report) };
}

/** A store that also knows what objects will be that are not there yet. */
function withUntrained(store: ObjectReader, inputs: Inputs): ObjectReader {
  return {
    has: id => store.has(id),
    folder: id => store.folder(id),
    read: (id, file) => store.read(id, file),
    info(id) {
      const spec = inputs[id];
      if (store.has(id) || !spec) return store.info(id);
      const nothing = { metrics: {}, warnings: [], seconds: 0, engine: undefined, versions: { kd: '', node: '' } };
      return { version: 1, kind: spec.kind, spec, ...nothing };
    },
  };
}
