import { type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { Module } from '../../module.js';
import { named } from '../named.js';

/**
 * One module behind the other; their variables carry the names given here. What one hands to the next is freed at the
 * end, but for what a gradient needs: a deep teacher would hold all its maps until the end of a step.
 */
export function inTurn<Out extends Tensor = Tensor>(parts: Readonly<Record<string, Module<Tensor>>>): Module<Out> {
  const entries = Object.entries(parts);
  return {
    variables: entries.flatMap(([name, { variables }]) => named(name, variables)),
    apply: (x, call) =>
      tidy(
        () =>
          entries.reduce(
            (last, [name, part]) => part.apply(last, { ...call, random: call.random.for(name) }),
            x,
          ) as Out,
      ),
  };
}
