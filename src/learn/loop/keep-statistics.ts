import { detached } from '../detached.js';
import type { Module } from '../module.js';

/** Runs something that may move a module's statistics (moving averages of batch norm) and puts them back. */
export function keepStatistics<T>(module: Module<unknown>, compute: () => T): T {
  const statistics = module.variables.filter(({ trainable }) => !trainable).map(({ variable }) => variable);
  const before = detached(() => statistics.map(variable => ({ variable, value: variable.clone() })));
  const result = compute();
  for (const { variable, value } of before) {
    variable.assign(value);
    value.dispose();
  }
  return result;
}
