import type { JobId } from '../plan/job-id.js';
import type { ObjectInfo } from './object-info.js';

/** The results of jobs, to read. An object is there whole or not at all, and never changes. */
export interface ObjectReader {
  has(id: JobId): boolean;
  /** The object's folder, absolute. */
  folder(id: JobId): string;
  /** @throws StoreError where the object is missing or cannot be read */
  info(id: JobId): ObjectInfo;
}
