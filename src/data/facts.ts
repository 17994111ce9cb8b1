import type { Configured, DatasetFacts } from '../catalogue/index.js';
import { DataError } from './data-error.js';
import { entryOf, sourceOf } from './locate.js';

/**
 * What a data set holds: as the catalogue says, or, of a user's own, from headers, lists of files and labels. What is
 * wrong with the files comes back in words.
 */
export function describeDataset(from: Configured): DatasetFacts | { readonly problem: string } {
  const { facts } = entryOf(from);
  const source = sourceOf(from);
  if (facts || source.kind !== 'own') return facts ?? { problem: 'nothing is known of it' };
  try {
    return source.describe(source.find(from.settings), from.settings);
  } catch (error) {
    if (error instanceof DataError) return { problem: error.message };
    throw error;
  }
}
