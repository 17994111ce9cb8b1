import type { EngineName } from '../plan/plan.js';

/** An engine that this machine has. Nothing of it is loaded: that is for workers. */
export interface FoundEngine {
  readonly name: EngineName;
  /** Of the tensor library; part of a job's identity. */
  readonly version: string;
  /** Library and version in words: `TensorFlow 2.21.0`. */
  readonly library: string;
  /** What a slot of it is: a share of the cores, or a graphics card. */
  readonly computesOn: 'cores' | 'card';
  /** A program on the cores that stands for a card: for tests, and never taken but by name. */
  readonly isEmulated?: true;
  /** Where products are of less than float32. */
  readonly precision?: 'tf32';
  /** Where it was found. Absent for what is part of kd. */
  readonly folder?: string;
}

/** One that it has not, or cannot use. */
export interface MissingEngine extends Pick<FoundEngine, 'name' | 'computesOn'> {
  readonly reason: string;
  /** The one step that would change it. */
  readonly remedy: string;
}

export type Sought = FoundEngine | MissingEngine;

export const isFound = (sought: Sought): sought is FoundEngine => !('reason' in sought);
