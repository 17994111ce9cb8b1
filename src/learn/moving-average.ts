import { add, mul } from '@tensorflow/tfjs-core';
import type { Module } from './module.js';

/**
 * θ' ← decay · θ' + (1 − decay) · θ for every trainable variable; statistics of batch norm stay as they are. To be
 * called in `afterStep`, which disposes of what is made on the way.
 *
 * @param average of the same structure as `of`
 */
export function moveAverage(average: Module<unknown>, of: Module<unknown>, decay: number): void {
  const values = new Map(of.variables.map(({ name, variable }) => [name, variable]));
  for (const { name, variable, trainable } of average.variables) {
    const value = values.get(name);
    if (trainable && value) variable.assign(add(mul(variable, decay), mul(value, 1 - decay)));
  }
}

/**
 * The decay after the t-th step, t from 1: min(1 − 1/(t + 1), decay). While the first rules, the average is the
 * arithmetic mean of the first weights and all that came after them. Tarvainen & Valpola, 2017, the code.
 */
export const warmedDecay = (decay: number, t: number): number => Math.min(1 - 1 / (t + 1), decay);

/** Gives an average that is never trained the statistics of batch norm of the module it follows. */
export function copyStatistics(from: Module<unknown>, to: Module<unknown>): void {
  const values = new Map(from.variables.map(({ name, variable }) => [name, variable]));
  for (const { name, variable, trainable } of to.variables) {
    const value = values.get(name);
    if (!trainable && value) variable.assign(value);
  }
}
