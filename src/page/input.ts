import type { Tallies } from '../formats/index.js';
import type { JobId } from '../plan/index.js';
import type { Attempt, ClassCount, MetricLookup, PastEpoch, RunResults, RunState } from '../report/index.js';

/** All that a page is made of. Whoever gives it reads files and clocks; the page does not. */
export interface PageInput {
  readonly state: RunState;
  readonly results: RunResults;
  /** Of all jobs, in the order of their starts. */
  readonly attempts: readonly Attempt[];
  readonly epochsOf: (training: JobId) => readonly PastEpoch[];
  /** What a measurement counted; undefined where it is not done, or was done by a kd that did not keep it. */
  readonly talliesOf: (measurement: JobId) => Tallies | undefined;
  readonly sources: readonly PageSource[];
  readonly origin: Origin;
  readonly metric: MetricLookup;
  readonly classes: ClassCount;
}

/** A `.kd` file as it was when the run began. */
export interface PageSource {
  readonly name: string;
  readonly text: string;
  readonly sha256: string;
}

/** Where the numbers come from. */
export interface Origin {
  /** As it was typed. */
  readonly command: readonly string[];
  /** ISO 8601; of the last event, where the run is not over. */
  readonly started: string;
  readonly ended: string;
  readonly planSha256: string;
  /** What computed results, each combination once: `kd 0.1.0 on Node v20.19.0`. */
  readonly versions: readonly string[];
  /** Graphics cards that had a slot. */
  readonly cards: readonly string[];
  readonly workers: number;
  /** Of the kd that writes the page, and when. */
  readonly writtenBy: string;
  readonly written: string;
}
