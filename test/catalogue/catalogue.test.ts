import { describe, expect, it } from 'vitest';
import { parse } from '../../grammar/index.js';
import {
  blocks,
  type CatalogueKind,
  catalogue,
  type Entry,
  metrics,
  type StrategyEntry,
} from '../../src/catalogue/index.js';
import { checkText } from '../helpers/check-text.js';

const entries = (Object.keys(catalogue) as CatalogueKind[]).flatMap(kind =>
  Object.entries(catalogue[kind] as Readonly<Record<string, Entry>>).map(([name, entry]) => ({ kind, name, entry })),
);

/** Where the example of each kind stands. */
const around: { readonly [K in CatalogueKind]: (example: string, entry: Entry) => string } = {
  dataset: example => trial({ dataset: example }),
  net: example => trial({ student: `student { ${example} }` }),
  strategy: (example, { needs }: Entry & Partial<Pick<StrategyEntry, 'needs'>>) =>
    trial({ strategy: example, ...(needs?.unlabeled ? { dataset: partlyLabeled } : {}) }),
  loss: example => trial({ strategy: `strategy sum { ${example} }` }),
  ramp: example => trial({ strategy: `strategy sum { ${example} }` }),
  weighting: example => trial({ strategy: `strategy kd { ${example} }` }),
  optimizer: example => trial({ more: `train { ${example} }` }),
  schedule: example => trial({ more: `train { ${example} }` }),
  stopping: example => trial({ more: `train { ${example} }` }),
  metric: example => trial({ more: example }),
  augmentation: example => trial({ dataset: `dataset mnist { ${example}  validation 10% }` }),
  examples: example => `concept c { ${example} }  ${trial({})}`,
  halting: example => trial({ more: example }),
  pair: example => trial({ strategy: `strategy at { ${example} }` }),
};

const partlyLabeled = 'dataset mnist { validation 10%  labeled 10% }';

const trial = ({
  dataset = 'dataset mnist { validation 10% }',
  student = 'student mlp(8)',
  strategy = 'strategy kd',
  more = '',
}) =>
  `concept footwear { positive top(25%, brightness)  negative random }  experiment e { ${dataset}  teachers [mlp(16), mlp(12), mlp(8)]  ${student}  ${strategy}  ${more} }`;

/** For what listens to one teacher or looks inside, and may compare maps. */
const alone = (text: string): string =>
  text.replace('[mlp(16), mlp(12), mlp(8)]', '[cnn(8, 8)]').replace('student mlp(8)', 'student cnn(4, 4)');

const listensToOne = (entry: Entry): boolean => {
  const { needs } = entry as Partial<StrategyEntry>;
  return entry.kind === 'pair' || entry === metrics['grad-cam'] || needs?.single === true || needs?.teachers === 'taps';
};

describe.each(entries)('$kind $name', ({ kind, name, entry }) => {
  it('says what it is in one line', () => {
    expect(entry.help.length).toBeGreaterThan(10);
    expect(entry.help).not.toMatch(/\n|\.$/);
    for (const { help } of Object.values(entry.parameters)) expect(help).not.toBe('');
  });

  it('has an example that names it and means something', () => {
    const text = around[kind](entry.example, entry);

    const { diagnostics } = checkText(listensToOne(entry) ? alone(text) : text);

    expect(entry.example).toContain(name);
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('takes by position only what it takes', () => {
    const known = Object.keys(entry.parameters);

    expect(known).toEqual(expect.arrayContaining([...(entry.positional ?? []), ...(entry.rest ? [entry.rest] : [])]));
  });
});

describe.each(Object.entries(blocks))('the block %s', (_, { example, settings, help }) => {
  it('has an example that can be read, and says what it and its settings are', () => {
    const { diagnostics } = parse({
      path: 'example.kd',
      text: /^\w+ [\w-]+ \{/.test(example) ? example : `experiment e { ${example} }`,
    });

    expect(diagnostics).toEqual([]);
    for (const line of [help, ...Object.values(settings).map(setting => setting.help)]) expect(line).not.toBe('');
  });
});
