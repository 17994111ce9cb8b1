import type { DatasetEntry } from '../catalogue/index.js';
import type { FileContent } from './file-content.js';
import type { ImageSet } from './image-set.js';

/** What an entry of the catalogue is made of: its files, and how they are read. */
export interface DatasetSource {
  /** Names without `.gz`, in the order of the fingerprint. Any of them may be gzipped. */
  readonly files: readonly string[];
  /** The folder an installed package keeps them in; undefined where there is none. */
  packaged(): string | undefined;
  /**
   * @param files contents in the order of `files`
   * @throws DataError naming the file that is not what it should be
   */
  parse(files: readonly FileContent[], entry: DatasetEntry): Parts;
}

/** The two parts in which a data set is published. */
export interface Parts {
  readonly train: ImageSet;
  readonly test: ImageSet;
}

/** Environment variables: `KD_DATA`, `XDG_CACHE_HOME`, `HOME`. */
export type DataEnvironment = Readonly<Record<string, string | undefined>>;
