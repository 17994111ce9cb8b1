import { DamagedObject, isSystemError, StoreError, systemReason } from '../store/index.js';
import { JobFailure } from './job-context.js';

/**
 * What a job threw, as a failure with a reason; a defect's text is its first line, the stack belongs in the log.
 *
 * @param folder of the attempt: where there is no room, the system often does not say for which file
 */
export function failureOf(thrown: unknown, folder: string): JobFailure {
  if (thrown instanceof JobFailure) return thrown;
  if (!(thrown instanceof Error)) return new JobFailure('defect', String(thrown));
  const options = { cause: thrown };
  if (thrown instanceof DamagedObject) return new JobFailure('damaged-input', thrown.message, options);
  const system = [thrown, thrown.cause].find(isSystemError);
  if (system && isFull(system.code)) {
    const text = thrown instanceof StoreError ? thrown.message : `${system.path ?? folder}: ${systemReason(system)}`;
    return new JobFailure('disk-full', text, options);
  }
  if (system?.code === 'ENOMEM' || isAllocationFailure(thrown))
    return new JobFailure('out-of-memory', thrown.message, options);
  if (system || thrown instanceof StoreError) return new JobFailure('unreadable', thrown.message, options);
  return new JobFailure('defect', thrown.message, options);
}

const isFull = (code: string): boolean => code === 'ENOSPC' || code === 'EDQUOT';

/** Of typed arrays and WebAssembly's memory: V8 throws a `RangeError` where an array does not fit. */
const isAllocationFailure = (error: Error): boolean =>
  error instanceof RangeError &&
  /allocat|out of memory|could not grow|invalid array buffer length/i.test(error.message);
