import {
  type DataEnvironment,
  DataError,
  type Dataset,
  type ImageSet,
  readDataset,
  type Split,
  split,
} from '../../data/index.js';
import { canonicalJson, type Json } from '../../lib/json.js';
import type { DataPart, DataSpec } from '../../plan/index.js';

/** Data sets as jobs use them, the last few kept in memory. */
export interface Datasets {
  /** @throws DataError where it is missing, damaged, another than was planned with, or too small */
  open(spec: DataSpec): OpenDataset;
}

/** A data set, divided. */
export interface OpenDataset extends Dataset {
  readonly split: Split;
}

/** Teacher, student and an external test set; more would only fill memory. */
const keptDatasets = 3;
/** Indices are small, and every seed of a trial may have a split of its own. */
const keptSplits = 16;

export function createDatasets(environment: DataEnvironment): Datasets {
  const datasets = keepLast<Dataset>(keptDatasets);
  const splits = keepLast<Split>(keptSplits);

  const readPlanned = ({ from, fingerprint }: DataSpec): Dataset => {
    const dataset = readDataset(from, environment);
    if (dataset.fingerprint !== fingerprint)
      throw new DataError(`the files of data set ${from.name} have changed since the run was planned`);
    return dataset;
  };

  return {
    open(spec) {
      const { from, fingerprint, splitSeed, ...amounts } = spec;
      const dataset = datasets(keyOf({ ...from.settings, name: from.name, fingerprint }), () => readPlanned(spec));
      const { train, test } = dataset;
      const labels = { train: train.labels, test: test.labels, classNames: train.classNames };
      // Equal fingerprints mean equal labels.
      const key = keyOf({ fingerprint, splitSeed, amounts: { ...amounts, augment: undefined } });
      return { ...dataset, split: splits(key, () => split(amounts, labels, splitSeed)) };
    },
  };
}

const keyOf = (value: object): string => canonicalJson(value as Json);

/** Values that are made when first asked for; the last ones asked for stay. */
function keepLast<T>(count: number): (key: string, make: () => T) => T {
  const known = new Map<string, T>();
  return (key, make) => {
    const value = known.get(key) ?? make();
    known.delete(key);
    known.set(key, value);
    for (const oldest of [...known.keys()].slice(0, -count)) known.delete(oldest);
    return value;
  };
}

/** The examples of a part: a set and the indices into it. */
export function partOf(
  { train, test, split: indices }: OpenDataset,
  part: DataPart,
): { readonly set: ImageSet; readonly indices: Uint32Array } {
  return { set: part === 'test' ? test : train, indices: indices[part] };
}

/** The classes of a part's examples, in its order. */
export const labelsOf = ({ set, indices }: ReturnType<typeof partOf>): Uint8Array =>
  Uint8Array.from(indices, index => set.labels[index] ?? 0);
