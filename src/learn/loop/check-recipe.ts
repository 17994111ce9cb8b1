import type { Variable } from '@tensorflow/tfjs-core';
import { Bug } from '../../lib/bug.js';
import type { Learner, Phase, Recipe, Teacher } from '../strategy.js';
import { movedVariables } from './running-learner.js';

/** What must hold of every recipe; whatever does not is a defect of its strategy. */
export function checkRecipe({ phases }: Recipe, teachers: readonly Teacher[]): void {
  if (phases.length === 0) throw new Bug('a recipe without phases');
  for (const phase of phases) {
    checkNames(phase);
    checkOwners(phase, teachers);
  }
}

function checkNames({ name, learners, interludes = [] }: Phase): void {
  const names = learners.map(learner => learner.name);
  if (new Set(names).size < names.length) throw new Bug(`two learners of phase ${name} share a name`);
  for (const { learner } of interludes.flatMap(({ moves }) => moves))
    if (!names.includes(learner)) throw new Bug(`an interlude of phase ${name} moves ${learner}, which is no learner`);
}

/** A variable is moved by one learner at most, and never if it is a teacher's. */
function checkOwners({ name, learners }: Phase, teachers: readonly Teacher[]): void {
  const owners = new Map<Variable, string>();
  for (const teacher of teachers)
    for (const { variable } of teacher.net.variables) owners.set(variable, `teacher ${teacher.label}`);
  for (const learner of learners)
    for (const { name: moved, variable } of movedBy(learner)) {
      const owner = owners.get(variable);
      if (owner) throw new Bug(`in phase ${name}, ${learner.name} would move ${moved} of ${owner}`);
      owners.set(variable, learner.name);
    }
}

function movedBy(learner: Learner): ReturnType<typeof movedVariables> {
  const moved = movedVariables(learner);
  if (moved.length === 0) throw new Bug(`learner ${learner.name} has nothing to move`);
  return moved;
}
