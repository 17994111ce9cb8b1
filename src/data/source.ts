import type { DatasetFacts } from '../catalogue/index.js';
import type { Download } from './download/download.js';
import type { DataFile, FileContent } from './file-content.js';
import type { ImageSet } from './image-set.js';

/** How an entry of the catalogue is found and read. */
export type DatasetSource = PublishedSource | OwnSource<Settings>;

/** A set whose files are known by name and looked for in the usual places. */
export interface PublishedSource {
  readonly kind: 'published';
  /** Names without `.gz`, in the order of the fingerprint. Any of them may be gzipped. */
  readonly files: readonly string[];
  /** The folder an installed package keeps them in; undefined where there is none. */
  packaged(): string | undefined;
  /** How it is fetched from its home page; absent where that cannot be done. */
  readonly download?: Download;
  /**
   * @param files in the order of `files`, each to be read once
   * @throws DataError naming the file that is not what it should be
   */
  parse(files: readonly DataFile[], read: ReadFile, facts: DatasetFacts): Parts;
}

/** Data of a user's own, in a layout that many have: found where the experiment says, described by their files. */
export interface OwnSource<S> {
  readonly kind: 'own';
  /** @throws DataError where they are not there */
  find(settings: S): readonly DataFile[];
  /** What they hold, read from as little of them as possible. @throws DataError */
  describe(files: readonly DataFile[], settings: S): DatasetFacts;
  /**
   * @param files what `find` gave, each to be read once
   * @throws DataError naming the file that is not what it should be
   */
  parse(files: readonly DataFile[], read: ReadFile, settings: S): Parts;
}

export type ReadFile = (file: DataFile) => FileContent;

export type Settings = Readonly<Record<string, unknown>>;

/** The two parts of a data set: as published, or as its `holdout` divides it. */
export interface Parts {
  readonly train: ImageSet;
  readonly test: ImageSet;
}

/** Environment variables: `KD_DATA`, `KD_DATA_MIRROR`, `XDG_CACHE_HOME`, `HOME`. */
export type DataEnvironment = Readonly<Record<string, string | undefined>>;
