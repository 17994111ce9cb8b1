import type { Numerics } from '../plan/index.js';

/** What a worker process is told at its start: one argument, JSON. */
export interface Configuration {
  /** Folder of the store, absolute. */
  readonly store: string;
  readonly engine: Numerics;
  /** Between two checkpoints of a job, whatever they cost. Default: as often as is cheap. */
  readonly checkpointSeconds?: number;
}

/** @param environment may set `KD_CHECKPOINT_SECONDS` */
export function readConfiguration(
  [argument = '{}']: readonly string[],
  { KD_CHECKPOINT_SECONDS: seconds }: NodeJS.ProcessEnv,
): Configuration {
  const configuration = JSON.parse(argument) as Configuration;
  return seconds && Number(seconds) >= 0 ? { ...configuration, checkpointSeconds: Number(seconds) } : configuration;
}
