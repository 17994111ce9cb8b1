import { countAmounts } from '../../data/index.js';
import { classificationTask } from '../../learn/losses/index.js';
import type { Net } from '../../learn/module.js';
import { cloneNet, createNet } from '../../learn/nets/index.js';
import type { Teacher, World } from '../../learn/strategy.js';
import { random } from '../../lib/random.js';
import { type DataSpec, factsOf, type TrainSpec } from '../../plan/index.js';
import { JobFailure } from '../job-context.js';

/** What a strategy is given, decided by the spec alone: an evaluation rebuilds the very same modules. */
export function createWorld(spec: TrainSpec, student: Net, teachers: readonly Teacher[]): World {
  const { input, classes } = factsOf(spec.data);
  const draws = random(spec.seed);
  return {
    student,
    teachers,
    task: classificationTask,
    train: spec.train,
    data: { ...countExamples(spec.data), classes: classes.length, input },
    random: draws.for('strategy'),
    createNet: (purpose, net = spec.net) =>
      createNet(net, input, classes.length, draws.for('strategy', 'net', purpose)),
    cloneNet,
  };
}

/** The student with its first weights: equal seeds start equal whatever the strategy. */
export function createStudent({ net, data, seed }: TrainSpec): Net {
  const { input, classes } = factsOf(data);
  return createNet(net, input, classes.length, random(seed).for('student'));
}

function countExamples(data: DataSpec): { readonly examples: number; readonly labeled: number } {
  const { examples, classes } = factsOf(data);
  const counts = countAmounts(data, { ...examples, classes: classes.length });
  if ('problem' in counts) throw new JobFailure('refused', counts.problem);
  return { examples: counts.train, labeled: counts.labeled };
}
