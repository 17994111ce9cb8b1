import {
  type DataEnvironment,
  DataError,
  type Dataset,
  type ImageSet,
  readDataset,
  type Split,
  split,
} from '../../data/index.js';
import { canonicalJson } from '../../lib/json.js';
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
const kept = 3;

export function createDatasets(environment: DataEnvironment): Datasets {
  const known = new Map<string, Dataset>();

  const read = ({ from, fingerprint }: DataSpec): Dataset => {
    const key = canonicalJson({ ...from.settings, name: from.name, fingerprint });
    const dataset = known.get(key) ?? readPlanned(from, fingerprint);
    // Put at the end, as the last one used.
    known.delete(key);
    known.set(key, dataset);
    for (const oldest of [...known.keys()].slice(0, -kept)) known.delete(oldest);
    return dataset;
  };

  const readPlanned = (from: DataSpec['from'], fingerprint: string): Dataset => {
    const dataset = readDataset(from, environment);
    if (dataset.fingerprint !== fingerprint)
      throw new DataError(`the files of data set ${from.name} have changed since the run was planned`);
    return dataset;
  };

  return {
    open(spec) {
      const dataset = read(spec);
      const { train, test } = dataset;
      const labels = { train: train.labels, test: test.labels, classNames: train.classNames };
      return { ...dataset, split: split(spec, labels, spec.splitSeed) };
    },
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
