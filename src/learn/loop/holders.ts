import type { Variable } from '@tensorflow/tfjs-core';
import type { Module } from '../module.js';
import type { Learner } from '../strategy.js';

/** Which learners of a phase hold a module: by itself, or a part of it, or something it is a part of. */
export interface Holders {
  holds(learner: Learner, module: Module<unknown>): boolean;
  isHeld(module: Module<unknown>): boolean;
  /** A name that is the same in every step of the phase; undefined for modules that no learner lists. */
  nameOf(module: Module<unknown>): string | undefined;
}

export function findHolders(learners: readonly Learner[]): Holders {
  const variables = new Map(learners.map(learner => [learner, new Set(learner.modules.flatMap(variablesOf))]));
  const names = new Map(
    learners.flatMap(({ name, modules }) => modules.map((module, index) => [module, `${name} ${index}`] as const)),
  );
  const holds = (learner: Learner, module: Module<unknown>): boolean =>
    learner.modules.includes(module) ||
    module.variables.some(({ variable }) => variables.get(learner)?.has(variable) === true);
  return {
    holds,
    isHeld: module => learners.some(learner => holds(learner, module)),
    nameOf: module => names.get(module),
  };
}

const variablesOf = (module: Module<unknown>): Variable[] => module.variables.map(({ variable }) => variable);
