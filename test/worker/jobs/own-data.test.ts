import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import type { Configured } from '../../../src/catalogue/index.js';
import { describeDataset, readDataset } from '../../../src/data/index.js';
import type { DataSpec } from '../../../src/plan/index.js';
import { folderWith, pngFile } from '../../data/layouts/files.js';
import { digitsSpec, openSmallStore, trainSpec } from './small-store.js';

/** As a plan has it: what the files hold was read when the experiment was checked. */
function dataOf(from: Configured): DataSpec {
  const facts = describeDataset(from);
  if ('problem' in facts) throw new Error(facts.problem);
  return digitsSpec({ from, facts, fingerprint: readDataset(from, {}).fingerprint });
}

/** Two features of which the second, large one says nothing. */
function tableOfPets(): Configured {
  const rows = Array.from({ length: 120 }, (_, row) => {
    const isDog = row % 2 === 1;
    return `${(isDog ? 0.3 : 0.1) + (row % 7) / 100},${1_000 * (row % 11)},${isDog ? 'dog' : 'cat'}`;
  });
  const file = join(folderWith({}), 'pets.csv');
  writeFileSync(file, ['height,number,kind', ...rows].join('\n'));
  return { name: 'csv', settings: { file, label: 'kind', ignore: [], separator: ',', holdout: 0.25 } };
}

function pictures(bright: number): Configured {
  const files = Array.from({ length: 40 }, (_, at) => {
    const isDog = at % 2 === 1;
    const colour = [isDog ? bright : 10 + at, 20, isDog ? 10 + at : bright] as const;
    return [`${isDog ? 'dog' : 'cat'}/${at}.png`, pngFile(6, 5, colour)] as const;
  });
  return { name: 'images', settings: { folder: folderWith(Object.fromEntries(files)), colour: 'rgb', holdout: 0.25 } };
}

const optimizer = { name: 'adam', settings: { lr: 0.05, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } };

describe('data of a user’s own', () => {
  it.each<[string, () => Configured]>([
    ['a table', tableOfPets],
    ['pictures in folders', () => pictures(200)],
  ])('%s is trained on and measured', async (_, make) => {
    const store = openSmallStore();
    const data = dataOf(make());
    const spec = trainSpec({ data, epochs: 20 });
    const { id: product } = await store.run({ ...spec, train: { ...spec.train, batch: 16, optimizer } });

    const { metrics } = await store.run({
      kind: 'evaluate',
      product,
      data,
      part: 'test',
      teachers: [],
      metrics: [{ name: 'accuracy', settings: {} }],
      external: [],
    });

    expect(metrics.accuracy).toBe(1);
  });

  it('is told apart where several are external test sets', async () => {
    const store = openSmallStore();
    const [data, brighter, darker] = [200, 230, 170].map(bright => dataOf(pictures(bright)));
    const { id: product } = await store.run(trainSpec({ data: data!, epochs: 1 }));

    const { metrics } = await store.run({
      kind: 'evaluate',
      product,
      data: data!,
      part: 'test',
      teachers: [],
      metrics: [{ name: 'accuracy', settings: {} }],
      external: [brighter!, darker!],
    });

    expect(Object.keys(metrics)).toEqual(['accuracy', 'accuracy@images', 'accuracy@images-2']);
  });
});
