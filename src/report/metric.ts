import type { Direction } from './compare.js';

/** What a report must know of a metric; the catalogue's entries have it. */
export interface MetricFacts {
  /** Absent for facts that are neither good nor bad. */
  readonly better?: Direction;
  readonly unit: 'share' | 'number' | 'count' | 'bytes' | 'pictures';
}

/** Looks a metric up by its name in results: `accuracy`, `top-5`, `accuracy@external`. */
export type MetricLookup = (metric: string) => MetricFacts;
