import { must } from '../../lib/bug.js';
import { random } from '../../lib/random.js';
import type { Module, Net } from '../module.js';
import { createNet } from './create-net.js';

/** A net with the same structure and the same weights at this moment, and variables of its own. */
export function cloneNet(net: Net): Net {
  const clone = createNet(net.configured, net.input, net.classes, random(0));
  copyWeights(net, clone);
  return clone;
}

/** Gives every variable of a module the value that the variable of the same name has in another. */
export function copyWeights(from: Module<unknown>, to: Module<unknown>): void {
  const values = new Map(from.variables.map(({ name, variable }) => [name, variable]));
  for (const { name, variable } of to.variables)
    variable.assign(must(values.get(name), `variable ${name} to copy from`));
}

/** Frees a module's variables; it cannot be used any more. */
export function disposeNet(module: Module<unknown>): void {
  for (const { variable } of module.variables) variable.dispose();
}
