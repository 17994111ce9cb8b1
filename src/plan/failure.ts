/** Why a job could not be done: the world's failure, never the author's mistake or our bug. */
export type FailureReason =
  /** The worker died by a signal or left without a report. */
  | 'crashed'
  /** No sign of life for too long. */
  | 'lost'
  | 'out-of-memory'
  | 'timed-out'
  /** NaN or infinity in a loss or gradient; the seed makes it happen again. */
  | 'diverged'
  | 'disk-full'
  /** The store or a data file could not be read or written. */
  | 'unreadable'
  /** The result of a job that this one needs is gone or damaged; it has to be computed again. */
  | 'damaged-input'
  /** The author's error, found late: a weak teacher, a missing class. */
  | 'refused'
  /** A defect of kd inside the worker. */
  | 'defect';

/** Whether another attempt may end otherwise. */
export function isTransient(reason: FailureReason): boolean {
  return reason === 'crashed' || reason === 'lost' || reason === 'out-of-memory' || reason === 'timed-out';
}
