import type { Recipe } from '../strategy.js';
import type { Checkpoint } from './checkpoint.js';
import type { Hooks, TrainContext, TrainingResult } from './context.js';

/** One training of a recipe, from its beginning or from a checkpoint. */
export interface Training {
  /**
   * Runs to the end and leaves in the recipe's product the weights of the best epoch, or the last ones without
   * validation. Fails with a `TrainingFailure`, or the signal's reason.
   */
  run(hooks?: Hooks): Promise<TrainingResult>;
  /** Everything needed to go on to the same bits; while `run` is under way, of the moment between two steps. */
  state(): Promise<Checkpoint>;
  /** Before `run`: go on from a checkpoint of the same recipe and context. */
  restore(checkpoint: Checkpoint): void;
}

export function createTraining(_recipe: Recipe, _context: TrainContext): Training {
  throw new Error('to come');
}

/** Trains a recipe from its beginning to its end. */
export const train = (recipe: Recipe, context: TrainContext, hooks: Hooks = {}): Promise<TrainingResult> =>
  createTraining(recipe, context).run(hooks);
