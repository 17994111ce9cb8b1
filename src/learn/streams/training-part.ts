import type { Configured } from '../../catalogue/index.js';
import type { ImageSet, Normalization } from '../../data/index.js';

/** The examples that training draws from. A position counts within them: from 0 to `indices.length`. */
export interface TrainingPart {
  /** The whole set the examples are a part of. */
  readonly set: ImageSet;
  readonly normalization: Normalization;
  /** Where in the set each position is. */
  readonly indices: Uint32Array;
  /** For each position: 1 where the label may be seen, else 0. */
  readonly labeled: Uint8Array;
  /** Of the `main` view, and of others that do not say. */
  readonly augment: readonly Configured[];
}
