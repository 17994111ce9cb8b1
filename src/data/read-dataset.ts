import type { Configured } from '../catalogue/index.js';
import { DataError } from './data-error.js';
import { readContent } from './file-content.js';
import { fingerprintOf } from './fingerprint.js';
import { entryOf, locate, sourceOf } from './locate.js';
import { type Normalization, normalizationOf } from './normalization.js';
import type { DataEnvironment, Parts } from './source.js';

/** A whole data set in memory. */
export interface Dataset extends Parts {
  /** Of the very bytes that were read. */
  readonly fingerprint: string;
  /** Of the whole training part, whatever an experiment takes of it: teacher and student see equal inputs. */
  readonly normalization: Normalization;
}

/** @throws DataError where it is missing or not what it should be, naming the file, what was expected and what was found */
export function readDataset(from: Configured, environment: DataEnvironment): Dataset {
  const location = locate(from, environment);
  if ('missing' in location) throw new DataError(location.missing);
  const contents = location.files.map(readContent);
  const parts = sourceOf(from).parse(contents, entryOf(from));
  return { ...parts, fingerprint: fingerprintOf(contents), normalization: normalizationOf(parts.train) };
}
