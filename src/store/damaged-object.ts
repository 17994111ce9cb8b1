import type { JobId } from '../plan/job-id.js';
import { StoreError } from './store-error.js';

/**
 * An object that was committed is gone, or not as it was: a file is missing or has other bytes, `object.json` is torn.
 * It has to be computed again.
 */
export class DamagedObject extends StoreError {
  constructor(
    readonly id: JobId,
    folder: string,
    /** What is wrong, without the path: `weights.bin is missing`. */
    readonly fault: string,
    options?: ErrorOptions,
  ) {
    super(`${folder}: ${fault}`, options);
  }
}
