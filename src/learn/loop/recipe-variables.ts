import type { Variable } from '@tensorflow/tfjs-core';
import type { Module } from '../module.js';
import type { Product, Recipe } from '../strategy.js';
import type { NamedVariables } from './stored-values.js';

/** All that a recipe can change besides optimizers, each variable once, by a name that a rebuilt recipe gives again. */
export function recipeVariables({ phases, product, modules = {}, state = {} }: Recipe): NamedVariables {
  const names = new Map<Variable, string>();
  const add = (name: string, variable: Variable): void => {
    if (!names.has(variable)) names.set(variable, name);
  };
  const addModule = (owner: string, module: Module<unknown>): void => {
    for (const { name, variable } of module.variables) add(`${owner}/${name}`, variable);
  };

  addModule('product', product);
  for (const [name, module] of Object.entries(modules)) addModule(`modules/${name}`, module);
  phases.forEach(({ learners }, phase) => {
    for (const learner of learners)
      learner.modules.forEach((module, index) => {
        addModule(`phase-${phase}/${learner.name}/${index}`, module);
      });
  });
  for (const [name, variable] of Object.entries(state)) add(`state/${name}`, variable);
  return new Map([...names].map(([variable, name]) => [name, variable]));
}

export const productVariables = ({ variables }: Product): NamedVariables =>
  new Map(variables.map(({ name, variable }) => [name, variable]));
