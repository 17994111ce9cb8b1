import type { RunOutcome } from '../../schedule/index.js';
import type { Places } from '../places.js';
import type { Failure } from '../report-failure.js';
import type { AskToEnd } from '../stop-asker.js';

/** What a head in a session of its own is to do, all of it plain data. Its plan is in the run's folder. */
export interface HeadOrder extends Places {
  /** Absolute path of the store. */
  readonly store: string;
  /** Name of the run. */
  readonly run: string;
  readonly failFast: boolean;
  /** Absent: as the run was begun. */
  readonly fresh?: boolean;
  /** Trials to try again though they failed; where there are some, only for these. */
  readonly retry: readonly string[];
  readonly command: readonly string[];
}

/** From the command that was typed to the head it started. */
export type ToHead =
  | { readonly type: 'take'; readonly order: HeadOrder }
  | { readonly type: 'end'; readonly ask: Parameters<AskToEnd> }
  /** From now on, a client that goes away is no reason to stop. */
  | { readonly type: 'go-on-alone' };

/** From the head to the command that started it, as long as that listens. */
export type ToClient =
  /** The run is this head's. */
  | { readonly type: 'taken' }
  /** The run is over and its results are written. */
  | { readonly type: 'ended'; readonly outcome: RunOutcome }
  | { readonly type: 'failed'; readonly failure: Failure };
