import { probe } from '../../learn/probe.js';
import type { TrainSpec } from '../../plan/index.js';
import type { JobRunner } from './job-runner.js';
import { prepareTraining } from './train.js';

/** A few batches of a training: shapes fit, losses are finite, gradients reach every learner in each phase. */
export const tryJob: JobRunner<TrainSpec> = async (spec, context, workshop) => {
  const { recipe, training } = await prepareTraining(spec, context, workshop);
  await probe(recipe, training);
  return { metrics: {}, warnings: [] };
};
