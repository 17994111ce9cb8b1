/** A data set that is missing, damaged, or smaller than what is asked of it. The text names the file or setting. */
export class DataError extends Error {
  override readonly name = 'DataError';
}
