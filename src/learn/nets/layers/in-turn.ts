import type { Tensor } from '@tensorflow/tfjs-core';
import type { Module } from '../../module.js';
import { named } from '../named.js';

/** One module behind the other; their variables carry the names given here. */
export function inTurn<Out extends Tensor = Tensor>(parts: Readonly<Record<string, Module<Tensor>>>): Module<Out> {
  const entries = Object.entries(parts);
  return {
    variables: entries.flatMap(([name, { variables }]) => named(name, variables)),
    apply: (x, call) =>
      entries.reduce((last, [name, part]) => part.apply(last, { ...call, random: call.random.for(name) }), x) as Out,
  };
}
