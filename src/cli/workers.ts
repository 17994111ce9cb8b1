import { availableParallelism } from 'node:os';

export interface WorkerOptions {
  readonly workers?: number;
}

/** One per core that this process may use, unless it was said otherwise. */
export const workerCount = ({ workers }: WorkerOptions): number => workers ?? availableParallelism();
