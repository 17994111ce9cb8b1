import { describe, expect, it } from 'vitest';

import { checkFiles, type Experiment } from '../../src/check/index.js';
import { onlyMatching } from '../../src/cli/only.js';
import { filesInMemory } from '../helpers/files-in-memory.js';

const text = `
experiment one {
  dataset digits  teacher mlp(32)  student mlp(4)
  strategy each [none, kd { temperature each [2, 4] }]
  seed each 1..2
  compare { against none }
}
experiment two { dataset digits  student mlp(4)  strategy none }
`;

const experiments = (): readonly Experiment[] => {
  return checkFiles(['/x/a.kd'], filesInMemory({ 'a.kd': text })).experiments;
};

const pointsOf = (kept: readonly Experiment[]) =>
  kept.flatMap(({ name, trials }) => trials.map(({ point, seed }) => [name, point.strategy, seed]));

describe('--only', () => {
  it('keeps everything where nothing is asked for', () => {
    expect(onlyMatching(experiments(), [])).toHaveLength(2);
  });

  it('keeps the experiments it names', () => {
    expect(onlyMatching(experiments(), ['two']).map(({ name }) => name)).toEqual(['two']);
  });

  it('keeps the points with a value, of the experiments that have the axis', () => {
    expect(pointsOf(onlyMatching(experiments(), ['strategy=none', 'seed=2']))).toEqual([['one', 'none', 2]]);
  });

  it('knows an axis by its last step', () => {
    const kept = onlyMatching(experiments(), ['temperature=4', 'seed=1']);

    expect(kept[0]?.trials.map(({ point }) => point['strategy.temperature'])).toEqual(['4']);
  });

  it('means any of several values of one axis, and all of several axes', () => {
    const kept = onlyMatching(experiments(), ['strategy.temperature=2', 'strategy.temperature=4', 'seed=1']);

    expect(kept[0]?.trials.map(({ point }) => point['strategy.temperature'])).toEqual(['2', '4']);
  });

  it('keeps cells in step with the trials that are left, compared only with a baseline that is left', () => {
    const [withBaseline] = onlyMatching(experiments(), ['one', 'seed=1']);
    const [without] = onlyMatching(experiments(), ['one', 'strategy.temperature=4']);

    expect(withBaseline?.cells.map(({ trials, against }) => [trials, against])).toEqual([
      [[0], undefined],
      [[1], 0],
      [[2], 0],
    ]);
    expect(without?.cells.map(({ trials, against }) => [trials, against])).toEqual([[[0, 1], undefined]]);
  });

  it.each([
    ['thre', 'there is no experiment `thre`'],
    ['sead=1', 'there is no axis `sead`'],
    ['seed=9', 'there is no value of seed `9`'],
  ])('refuses %s', (asked, says) => {
    expect(() => onlyMatching(experiments(), [asked])).toThrow(says);
  });
});
