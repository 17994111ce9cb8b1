import type { Numerics } from '../plan/index.js';

/** What a worker process is told at its start: one argument, JSON. */
export interface Configuration {
  /** Folder of the store, absolute. */
  readonly store: string;
  readonly engine: Numerics;
}

export function readConfiguration([argument = '{}']: readonly string[]): Configuration {
  return JSON.parse(argument) as Configuration;
}
