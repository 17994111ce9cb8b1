import { add, mul } from '@tensorflow/tfjs-core';
import type { Module } from '../../../src/learn/module.js';

/** θ' ← decay · θ' + (1 − decay) · θ, parameters only. */
export function moveAverage(average: Module<unknown>, of: Module<unknown>, decay: number): void {
  average.variables.forEach(({ variable, trainable }, index) => {
    if (trainable) variable.assign(add(mul(variable, decay), mul(of.variables[index]!.variable, 1 - decay)));
  });
}
