import { type Configured, type DatasetEntry, type DatasetFacts, findEntry } from '../catalogue/index.js';
import type { Dataset } from '../check/experiment.js';
import { must } from '../lib/bug.js';
import type { DataPart, DataSpec } from './plan.js';

/** What is known of a set before it is read. */
export const factsOf = ({ from, facts }: Pick<DataSpec, 'from' | 'facts'>): DatasetFacts =>
  must(facts ?? entryOf(from).facts, `facts of data set ${from.name}`);

const entryOf = ({ name }: Configured): DatasetEntry => findEntry('dataset', name) as DatasetEntry;

/** What is known of a set's bytes before anything runs. */
export type Fingerprint = (from: Configured) => string | { readonly missing: string };

/** Data sets as jobs use them, each combination once. */
export class DataSpecs {
  private readonly whole = new Map<Dataset, Map<number, DataSpec>>();
  private readonly trained = new Map<DataSpec, DataSpec>();
  private readonly plain = new Map<DataSpec, DataSpec>();
  private readonly parts = new Map<DataSpec, Map<DataPart, DataSpec>>();
  private readonly absent = new Map<string, string>();

  constructor(private readonly fingerprint: Fingerprint) {}

  /** Sets that could not be found, with what to do. */
  get missing(): readonly { readonly dataset: string; readonly text: string }[] {
    return [...this.absent].map(([dataset, text]) => ({ dataset, text }));
  }

  of(dataset: Dataset, trialSeed: number): DataSpec {
    const splitSeed = dataset.splitSeed === 'trial' ? trialSeed : dataset.splitSeed;
    return remember(this.whole, dataset, splitSeed, () => ({
      from: dataset.from,
      fingerprint: this.fingerprintOf(dataset.from),
      ...(entryOf(dataset.from).facts ? {} : { facts: dataset.facts }),
      train: dataset.train,
      validation: dataset.validation,
      test: dataset.test,
      labeled: dataset.labeled,
      augment: dataset.augment,
      splitSeed,
    }));
  }

  /** Without what has no influence on training: how much is tested is not asked before the end. */
  forTraining(data: DataSpec): DataSpec {
    const known = this.trained.get(data) ?? { ...data, test: 'all' as const };
    this.trained.set(data, known);
    return known;
  }

  /** Without what has no influence on the examples of one part as they are. */
  forPart(data: DataSpec, part: DataPart): DataSpec {
    return remember(this.parts, data, part, () => {
      const plain = { ...data, labeled: 'all' as const, augment: [] };
      return part === 'test'
        ? { ...plain, train: 'all' as const, validation: { count: 0 }, splitSeed: isWhole(data) ? 0 : data.splitSeed }
        : { ...plain, test: 'all' as const };
    });
  }

  /** Without what has no influence on training examples as they are, and on which of them have labels. */
  forConcepts(data: DataSpec): DataSpec {
    const known = this.plain.get(data) ?? { ...data, test: 'all' as const, augment: [] };
    this.plain.set(data, known);
    return known;
  }

  private fingerprintOf(from: Configured): string {
    const found = this.fingerprint(from);
    if (typeof found === 'string') return found;
    this.absent.set(from.name, found.missing);
    return 'unknown until the data is there';
  }
}

/** All test examples are the same whatever the seed of the split. */
const isWhole = ({ test }: DataSpec): boolean => test === 'all';

function remember<A, B, V>(map: Map<A, Map<B, V>>, a: A, b: B, make: () => V): V {
  const inner = map.get(a) ?? new Map<B, V>();
  map.set(a, inner);
  const known = inner.get(b) ?? make();
  inner.set(b, known);
  return known;
}
