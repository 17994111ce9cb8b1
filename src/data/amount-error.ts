import { DataError } from './data-error.js';

/** More examples are asked for than there are: the author's mistake, seen only when the data is there. */
export class AmountError extends DataError {}
