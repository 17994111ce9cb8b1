import { StoreError } from '../store/index.js';

/** What a look at a run gives, or undefined where the run is damaged: one such must not stand in the way of others. */
export function ifWhole<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (error instanceof StoreError) return undefined;
    throw error;
  }
}
