import type { Configured } from '../catalogue/index.js';
import { must } from '../lib/bug.js';
import { sha256 } from '../lib/hash.js';
import { DataError } from './data-error.js';
import { type DataFile, readContent } from './file-content.js';
import { combineHashes } from './fingerprint.js';
import { entryOf, locate, sourceOf } from './locate.js';
import { type Normalization, normalizationOf } from './normalization.js';
import type { DataEnvironment, Parts, ReadFile } from './source.js';

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
  const hashes = new Map<DataFile, string>();
  // Hashed as they are read: thousands of pictures need not be kept as files and as pixels.
  const read: ReadFile = file => {
    const content = readContent(file);
    hashes.set(file, sha256(content.bytes));
    return content;
  };
  const parts = parse(from, location.files, read);
  const hashed = location.files.map(file => ({
    name: file.name,
    hash: must(hashes.get(file), `hash of ${file.path}`),
  }));
  return { ...parts, fingerprint: combineHashes(hashed), normalization: normalizationOf(parts.train) };
}

function parse(from: Configured, files: readonly DataFile[], read: ReadFile): Parts {
  const source = sourceOf(from);
  if (source.kind === 'own') return source.parse(files, read, from.settings);
  return source.parse(files, read, must(entryOf(from).facts, `facts of ${from.name}`));
}
