import type { Train } from '../../check/experiment.js';
import { must } from '../../lib/bug.js';
import type { Module, ModuleVariable } from '../module.js';
import { createOptimizer, type Optimizer } from '../optimizers/index.js';
import { learningRateFactor } from '../schedules/index.js';
import type { Learner, Progress } from '../strategy.js';

/** A learner in a phase under way: what it moves and by what. */
export interface RunningLearner {
  readonly learner: Learner;
  /** In front of the names of its terms, where the phase has several learners. */
  readonly prefix: string;
  /** Those that move, each by a name unique in the learner. */
  readonly variables: readonly ModuleVariable[];
  readonly optimizer: Optimizer;
  learningRate(progress: Progress): number;
}

export function startLearner(learner: Learner, train: Train, isAlone: boolean): RunningLearner {
  const configured = learner.optimizer ?? train.optimizer;
  const variables = movedVariables(learner);
  const lr = must(configured.settings.lr, 'learning rate of an optimizer') as number;
  return {
    learner,
    prefix: isAlone ? '' : `${learner.name}.`,
    variables,
    optimizer: createOptimizer(configured, variables),
    learningRate: progress => lr * learningRateFactor(train.schedule, progress) * (learner.rate?.(progress) ?? 1),
  };
}

/** The variables that a learner moves, by `<module's number>/<name>` where it has several modules. */
export function movedVariables({ modules, only = () => true }: Learner): readonly ModuleVariable[] {
  const seen = new Set<unknown>();
  return modules.flatMap((module, index) =>
    trainable(module)
      .filter(({ name, variable }) => only(name) && !seen.has(variable) && seen.add(variable))
      .map(entry => ({ ...entry, name: modules.length > 1 ? `${index}/${entry.name}` : entry.name })),
  );
}

const trainable = (module: Module<unknown>): readonly ModuleVariable[] =>
  module.variables.filter(variable => variable.trainable);
