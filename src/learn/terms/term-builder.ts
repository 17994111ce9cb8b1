import type { Term, World } from '../strategy.js';

/** A loss term of the catalogue, from its settings to what a step computes. */
export type TermBuilder<Settings> = (settings: Settings, world: World) => Term['loss'];
