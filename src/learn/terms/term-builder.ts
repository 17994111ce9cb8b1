import type { Module } from '../module.js';
import type { Term, World } from '../strategy.js';

/** A loss term of the catalogue, from its settings to what a step computes. */
export type TermBuilder<Settings> = (settings: Settings, world: World) => Term['loss'];

/** A term with what it brings along. */
export interface TermParts {
  readonly loss: Term['loss'];
  /** Learn with the student and are dropped at the end: regressors, attention. */
  readonly modules: readonly Module<unknown>[];
  /** Means something else in a batch that is not full. */
  readonly fullBatches?: true;
}

/** The same for a term with parts of its own. */
export type PartsBuilder<Settings> = (settings: Settings, world: World) => TermParts;
