import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { Input } from '../../catalogue/index.js';
import type { Random } from '../../lib/random.js';
import type { Call, Module } from '../module.js';

/** A family of nets: from settings to what a net computes. Names, counts and shapes come from the catalogue. */
export type NetBuilder<Settings> = (settings: Settings, input: Input, classes: number, random: Random) => NetParts;

/** What a family has to make of a net. */
interface NetParts {
  /** From images to what the first stage takes; not tapped. */
  readonly stem: Module;
  /** In order; each is tapped as `stage-1`, `stage-2`, … */
  readonly stages: readonly Module[];
  /** From the last stage to [batch, features]. */
  readonly pool: Module<Tensor2D>;
  readonly head: Module<Tensor2D>;
}

/** A part that learns nothing. */
export const fixed = <Out extends Tensor>(apply: (input: Tensor, call: Call) => Out): Module<Out> => ({
  variables: [],
  apply,
});
