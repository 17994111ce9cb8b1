import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type CatalogueKind,
  catalogue,
  type Entry,
  metrics,
  type StrategyEntry,
} from '../../../src/catalogue/index.js';
import { locate, readDataset } from '../../../src/data/index.js';
import { sha256 } from '../../../src/lib/hash.js';
import { experimentsOf } from '../../helpers/check-text.js';
import { planText } from '../../helpers/plan-text.js';
import { openSmallStore } from './small-store.js';

const file = join(import.meta.dirname, 'golden.json');
const golden = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Trace>;
const found: Record<string, Trace> = {};

/** What ten steps come to: the mean of each loss, the weights to the last bit, and what was measured. */
interface Trace {
  readonly losses: Readonly<Record<string, number>>;
  readonly weights: string;
  readonly metrics: Readonly<Record<string, number>>;
}

/** Where the example of an entry stands in an experiment; undefined for what computes nothing by itself. */
const uses: { readonly [K in CatalogueKind]: ((example: string, entry: Entry) => Partial<Parts>) | undefined } = {
  dataset: example => ({ dataset: example.replace('dataset ', '') }),
  net: example => ({ student: `{ ${example} }` }),
  strategy: (example, { needs }: Entry & Partial<Pick<StrategyEntry, 'needs'>>) => ({
    strategy: example.replace('strategy ', ''),
    ...(needs?.unlabeled ? { data: 'labeled 160' } : {}),
  }),
  loss: example => ({ strategy: `sum { ${example} }` }),
  ramp: example => ({ strategy: `sum { ${example.replace(/\(5\)/, '(0.5)')} }` }),
  weighting: example => ({ strategy: `kd { ${example} }` }),
  optimizer: example => ({ train: example }),
  schedule: example => ({ train: example }),
  stopping: example => ({ train: example }),
  augmentation: example => ({ data: example }),
  metric: example => ({ measure: example }),
  examples: undefined,
  halting: undefined,
  pair: example => ({ strategy: `at { ${example} }` }),
};

interface Parts {
  readonly dataset: string;
  readonly data: string;
  readonly student: string;
  readonly strategy: string;
  readonly teachers: string;
  readonly train: string;
  readonly measure: string;
}

const experiment = ({
  dataset = 'digits',
  data = '',
  student = 'mlp(12)',
  strategy = 'kd',
  teachers = '[wide, slim, seer]',
  train = '',
  measure = '',
}: Partial<Parts>) => `
  concept footwear { positive top(25%, brightness)  negative random }
  teacher wide { net mlp(16)  train { steps 5 } }
  teacher slim { net mlp(8)  train { steps 5 } }
  teacher seer { net cnn(4, 8)  train { steps 5 } }
  experiment e {
    dataset ${dataset} { train 640  validation 100  test 200  ${data} }
    teachers ${teachers}
    student ${student}
    strategy ${strategy}
    train { steps 10  batch 64  ${train} }
    ${measure}
  }`;

async function trace(text: string): Promise<Trace> {
  const plan = planText(text, { fingerprint: from => readDataset(from, {}).fingerprint });
  const result = plan.experiments[0]?.trials[0]?.result;
  const store = openSmallStore();
  const traced = { losses: {}, weights: '', metrics: {} };
  for (const { id, spec, label } of plan.jobs) {
    const { epochs, metrics } = await store.run(spec, undefined, id);
    if (id === result) traced.metrics = metrics;
    if (spec.kind !== 'train' || label.startsWith('teacher')) continue;
    traced.losses = epochs[0]?.losses ?? {};
    traced.weights = sha256(readFileSync(join(store.folder(id), 'weights.bin'))).slice(0, 16);
  }
  return traced;
}

/** What listens to one teacher or looks inside may want maps to compare. */
const alone: Partial<Parts> = { teachers: 'seer', student: 'cnn(3, 6)' };

const listensToOne = (entry: Entry): boolean => {
  const { needs } = entry as Partial<StrategyEntry>;
  return entry.kind === 'pair' || entry === metrics['grad-cam'] || needs?.single === true || needs?.teachers === 'taps';
};

/** Not every machine has every data set, and the examples of some name a folder that only their author has. */
const isHere = (text: string): boolean =>
  experimentsOf(text).every(({ trials }) => trials.every(({ dataset }) => 'files' in locate(dataset.from, {})));

describe('ten steps', () => {
  const entries = (Object.keys(catalogue) as CatalogueKind[]).flatMap(kind => {
    const use = uses[kind];
    const all = Object.entries(catalogue[kind] as Readonly<Record<string, Entry>>);
    if (!use) return [];
    return all.map(([name, entry]) => ({
      key: `${kind} ${name} version ${entry.version}`,
      text: experiment({ ...(listensToOne(entry) ? alone : {}), ...use(entry.example, entry) }),
    }));
  });

  it.each(entries.filter(({ text }) => isHere(text)))(
    'with $key come to the same bits as ever',
    async ({ key, text }) => {
      const now = await trace(text);
      found[key] = now;

      if (process.env.CASES_UPDATE === '1') writeFileSync(file, `${JSON.stringify(found, null, 2)}\n`);
      else expect(now).toEqual(golden[key]);
    },
  );
});
