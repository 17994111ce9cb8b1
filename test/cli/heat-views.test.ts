import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { heatViews } from '../../src/cli/heat-views.js';
import { type HeatMaps, heatMapsFile, heatMapsText } from '../../src/formats/index.js';
import type { RunState } from '../../src/report/index.js';
import { openStore, type Store } from '../../src/store/index.js';
import { idOf, planOf } from '../helpers/plans.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

const maps = (layer: string): readonly HeatMaps[] => [{ layer, pictures: [] }];

function commit(store: Store, name: string, files: Readonly<Record<string, string>>): void {
  const id = idOf(name);
  const output = join(store.attempts.folder(id, store.attempts.start(id)), 'output');
  mkdirSync(output, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(output, file), text);
  const versions = { kd: '0', node: '0' };
  store.objects.commit(id, output, {
    version: 1,
    kind: 'evaluate',
    spec: {},
    metrics: {},
    warnings: [],
    seconds: 0,
    engine: {},
    versions,
  });
}

/** Two seeds of a baseline and of something else, each with pictures by its own name. */
function run() {
  const names = ['none-1', 'none-2', 'kd-1', 'kd-2'];
  const plan = planOf(names.map(name => ({ name })));
  const [experiment] = plan.experiments;
  const trials = names.map((name, at) => ({
    ...experiment!.trials[at]!,
    cell: { strategy: name.slice(0, -2) },
    seed: Number(name.at(-1)),
  }));
  const cells = [
    { cell: { strategy: 'none' }, trials: [0, 1], against: 0 },
    { cell: { strategy: 'kd' }, trials: [2, 3], against: 0 },
  ];
  const state = { plan: { ...plan, experiments: [{ ...experiment!, trials, cells }] } } as unknown as RunState;
  const store = openStore(temporaryFolder());
  for (const name of names) commit(store, name, { [heatMapsFile]: heatMapsText(maps(name)) });
  return { state, store, trials };
}

it('the baseline of the same seed stands beside a product', () => {
  const { state, store, trials } = run();

  expect(heatViews(state, trials[3]!, store.objects)).toEqual([
    { name: 'kd', maps: maps('kd-2') },
    { name: 'none', maps: maps('none-2') },
  ]);
  expect(heatViews(state, trials[0]!, store.objects)).toEqual([{ name: 'none', maps: maps('none-1') }]);
});

it('pictures that are damaged are not shown', () => {
  const { state, store, trials } = run();
  truncateSync(join(store.objects.folder(idOf('kd-2')), heatMapsFile), 3);

  expect(heatViews(state, trials[3]!, store.objects)).toEqual([{ name: 'none', maps: maps('none-2') }]);
});
