import { describe, expect, it } from 'vitest';
import { checkText, experimentsOf } from '../helpers/check-text.js';

const around = (settings: string): string =>
  `experiment e { dataset mnist  teacher mlp(64)  student mlp(8)  ${settings} }`;

const points = (text: string) => experimentsOf(text).flatMap(({ cells }) => cells.map(({ point }) => point));
const count = (text: string) => experimentsOf(text).flatMap(({ trials }) => trials).length;

describe('axes', () => {
  it('multiply, and an inheriting experiment has the same excludes', () => {
    const text = `
      strategy careful { method kd  alpha 0.7 }
      experiment weighting {
        dataset mnist  teacher mlp(64)  student mlp(8)
        strategy each [none, kd { temperature each [2, 4, 8] }, sum { losses [hard, kd] }, careful]
        seed each 1..5
        compare { against none }
        exclude { strategy kd { temperature 8 }  seed 5 }
      }
      experiment longer extends weighting { train { epochs 60 } }`;

    const [weighting, longer] = experimentsOf(text);

    expect(weighting?.trials).toHaveLength(29);
    expect(weighting?.cells).toHaveLength(6);
    expect(weighting?.excluded).toBe(1);
    expect(longer?.trials).toHaveLength(29);
    expect(longer?.trials[0]?.train.length).toEqual({ epochs: 60 });
  });

  it('inside one alternative exist only there', () => {
    expect(points(around('strategy each [none, kd { temperature each [2, 4] }]'))).toEqual([
      { strategy: 'none' },
      { strategy: 'kd', 'strategy.temperature': '2' },
      { strategy: 'kd', 'strategy.temperature': '4' },
    ]);
  });

  it('are called by the alternative too where two coincide', () => {
    const text = around('strategy each [kd { alpha each [0, 1] }, kd { temperature 2  alpha each [0, 1] }]');

    expect(points(text)[0]).toEqual({ strategy: 'kd', 'strategy.kd.alpha': '0' });
    expect(points(text)[2]).toEqual({ strategy: 'kd { temperature 2 }', 'strategy.kd { temperature 2 }.alpha': '0' });
  });

  it('are called by their places where two coincide, and by a declared name once', () => {
    const places = `
      teacher a { net mlp(each [16, 32]) }
      teacher b extends a { train { epochs 2 } }
      experiment e { dataset mnist  teachers [a, b]  student mlp(each [1, 2], each [3, 4])  strategy kd }`;
    const alternatives = `strategy careful { method kd  temperature each [2, 4] }
      ${around('strategy each [none, careful, kd { temperature each [2, 8] }]')}`;

    const names = [places, alternatives].map(text => experimentsOf(text)[0]?.axes.map(({ name }) => name));

    expect(names).toEqual([
      ['teachers.1.net', 'teachers.2.net', 'student.1', 'student.2'],
      ['strategy', 'strategy.careful.temperature', 'strategy.kd.temperature'],
    ]);
  });

  it('of a declaration used twice are one', () => {
    const text = `
      teacher t { net mlp(each [16, 32]) }
      experiment e { dataset mnist  teachers [t, t]  student mlp(8)  strategy kd }`;

    expect(points(text)).toEqual([{ 'teachers.net': '16' }, { 'teachers.net': '32' }]);
  });

  it('of a constant used twice are one, called by the constant', () => {
    const text = `
      let width = each [8, 16]
      experiment e { dataset mnist  teacher mlp(width)  student mlp(width)  strategy kd }`;

    expect(points(text)).toEqual([{ width: '8' }, { width: '16' }]);
  });

  it('of an inherited declaration belong to the inheriting one', () => {
    const text = `
      teacher a { net mlp(each [16, 32]) }
      teacher b extends a { train { epochs 2 } }
      experiment e { dataset mnist  teachers [a, b]  student mlp(8)  strategy kd }`;

    expect(count(text)).toBe(4);
  });

  it('take a constant that is a list, ranges inside a list, and join directly nested ones', () => {
    const text = `let more = [7, 8]
      ${around('strategy none  seed each [1, 3..4, each more]')}`;

    expect(experimentsOf(text)[0]?.trials.map(({ seed }) => seed)).toEqual([1, 3, 4, 7, 8]);
  });

  it('keep the seed out of the cell', () => {
    const [experiment] = experimentsOf(around('strategy each [none, kd]  seed each 1..3'));

    expect(experiment?.cells.map(({ trials }) => trials.length)).toEqual([3, 3]);
    expect(experiment?.cells[0]?.point).toEqual({ strategy: 'none' });
  });

  it('stand in an in-place net under the setting that holds it', () => {
    const text = 'experiment e { dataset mnist  student cnn(channels: each [[8, 16], [16, 32]])  strategy none }';

    expect(points(text)).toEqual([{ 'student.channels': '[8, 16]' }, { 'student.channels': '[16, 32]' }]);
  });
});

describe('cases', () => {
  it('run the experiment once for every block, showing what differs, and multiply with other axes', () => {
    const text = `experiment e {
      dataset mnist  strategy none  seed each 1..2
      cases [ { student mlp(8)  train { epochs 3  batch 64 } }, { student mlp(16)  train { epochs 9  batch 64 } } ]
    }`;

    const [experiment] = experimentsOf(text);

    expect(experiment?.cells.map(({ point }) => point)).toEqual([
      { student: 'mlp(8)', 'train.epochs': '3' },
      { student: 'mlp(16)', 'train.epochs': '9' },
    ]);
    expect(experiment?.trials).toHaveLength(4);
  });

  it('count their own each only where it stands', () => {
    const text = `experiment e {
      dataset mnist  strategy none
      cases [ { student mlp(8)  seed each 1..3 }, { student mlp(16) } ]
    }`;

    expect(count(text)).toBe(4);
  });

  it('have limits, metrics and excludes of their own', () => {
    const text = `experiment e { dataset mnist  strategy none  seed each 1..2  limits { retries 5 }
      cases [ { student mlp(8)  limits { time 1h }  exclude { seed 2 } }, { student mlp(16)  measure [nll] } ] }`;

    const [experiment] = experimentsOf(text);

    expect(experiment?.trials).toMatchObject([
      { seed: 1, limits: { timeMs: 3_600_000, retries: 5 }, measure: [{ name: 'accuracy' }] },
      { seed: 1, limits: { retries: 5 }, measure: [{ name: 'nll' }] },
      { seed: 2, limits: { retries: 5 }, measure: [{ name: 'nll' }] },
    ]);
  });

  it('show a setting without the axes inside it', () => {
    const text = `experiment e { dataset mnist  teacher mlp(64)  student mlp(8)
      cases [ { strategy kd { temperature each [2, 4] } }, { strategy none } ] }`;

    expect(points(text)).toEqual([
      { strategy: 'kd', 'strategy.temperature': '2' },
      { strategy: 'kd', 'strategy.temperature': '4' },
      { strategy: 'none' },
    ]);
  });

  it('may expect a value of their own', () => {
    const text = `experiment e { dataset mnist  strategy none
      cases [ { student mlp(8)  expect { accuracy 90% } }, { student mlp(16)  expect { accuracy 92% } } ] }`;

    expect(experimentsOf(text)[0]?.cells.map(({ expect }) => expect)).toEqual([{ accuracy: 0.9 }, { accuracy: 0.92 }]);
  });
});

describe('compare', () => {
  it('adds the baseline at every point of the other axes where it is missing', () => {
    const [experiment] = experimentsOf(
      around(
        'strategy kd { temperature each [2, 4] }  train { epochs each [1, 2] }  seed each 1..2  compare { against none }',
      ),
    );

    expect(experiment?.cells).toHaveLength(6);
    expect(experiment?.cells.filter(({ against }) => against === undefined).map(({ point }) => point)).toEqual([
      { strategy: 'none', 'train.epochs': '1' },
      { strategy: 'none', 'train.epochs': '2' },
    ]);
    for (const { point, against } of experiment?.cells ?? [])
      if (against !== undefined) expect(experiment?.cells[against]?.point['train.epochs']).toBe(point['train.epochs']);
  });

  it('measures the metric of its verdict though nobody listed it', () => {
    const [experiment] = experimentsOf(around('strategy kd  measure [nll]  compare { by accuracy }'));

    expect(experiment?.trials[0]?.measure.map(({ name }) => name)).toEqual(['nll', 'accuracy']);
  });

  it.each([
    ['strategy kd', 'kd { temperature 8 }', ['kd { temperature 8 }', 'kd']],
    ['strategy each [none, kd { temperature 2 }]', 'kd', ['kd (baseline)', 'none', 'kd']],
  ])('with %s keeps an added baseline %s apart from what goes by its name', (strategy, against, cells) => {
    const text = around(`${strategy}  compare { against ${against} }`);

    expect(points(text).map(point => point.strategy)).toEqual(cells);
  });

  it('knows a baseline by what it means, not by its name', () => {
    const text = `strategy plain { method kd  temperature 4 }
      ${around('strategy each [plain, kd { alpha 0.5 }]  compare { against kd }')}`;

    expect(experimentsOf(text)[0]?.cells).toHaveLength(2);
  });
});

describe('exclude', () => {
  it.each([
    ['strategy kd', 1],
    ['strategy careful', 3],
    ['seed 2', 3],
    ['seed [1, 2]', 0],
    ['seed 1..2', 0],
    ['student mlp(8)', 0],
    ['strategy [none, careful]', 2],
    ['strategy kd { alpha 0.9 }', 3],
    ['train { epochs 10 }  seed 2', 3],
  ])('{ %s } leaves %i of 5 points', (pattern, left) => {
    const text = `student small { net mlp(8) }
      strategy careful { method kd  alpha 0.5 }
      experiment e { dataset mnist  teacher mlp(64)  student each [small, cnn]
        strategy each [none, kd, careful]  seed each 1..3
        exclude { student cnn }  exclude { seed 3  strategy none }  exclude { seed 3  strategy kd }
        exclude { seed 2  strategy none }
      }`;
    const all = experimentsOf(text)[0]?.trials.length;

    const { experiments } = checkText(
      text.replace('exclude { student cnn }', `exclude { student cnn }  exclude { ${pattern} }`),
    );

    expect(all).toBe(5);
    expect(experiments[0]?.trials.length ?? 0).toBe(left);
  });
});

describe('constants and metrics in excludes', () => {
  it('mean what they stand for', () => {
    const text = `let few = [1, 2]
      let plain = kd
      let r = 1..3
      experiment e { dataset mnist  teacher mlp(64)  student mlp(8)  strategy kd { temperature each [1, 2, 3] }
        seed each [r, 5]  exclude { strategy kd { temperature few } }  exclude { strategy plain  seed r } }`;

    const [experiment] = experimentsOf(text);

    expect(experiment?.excluded).toBe(11);
    expect(experiment?.trials.map(({ point, seed }) => [point['strategy.temperature'], seed])).toEqual([['3', 5]]);
  });

  it('know settings of a declared strategy, and metrics by their names in results', () => {
    const text = `strategy careful { method kd  temperature each [1, 2] }
      experiment e { dataset mnist { validation 10% }  teacher mlp(64) { require top-3 >= 90% }  student mlp(8)
        strategy careful  train { select each [nll, top-k(3)] }  expect { top-3 90%  top-k 95% }
        exclude { strategy careful { temperature 2 } }  exclude { train { select top-k(3) } } }`;

    const [experiment] = experimentsOf(text);

    expect(experiment?.trials).toMatchObject([
      {
        train: { select: 'nll' },
        expect: { 'top-3': 0.9, 'top-5': 0.95 },
        teachers: [{ require: { metric: 'top-3' } }],
      },
    ]);
  });
});

describe('in place', () => {
  it('arguments go to the entry and the block to the unnamed declaration', () => {
    const text =
      'experiment e { dataset mnist { train 5000 }  teacher mlp(64) { train { epochs 3 } }  student mlp(8)  strategy kd }';

    const [trial] = experimentsOf(text)[0]?.trials ?? [];

    expect(trial?.dataset.train).toEqual({ count: 5000 });
    expect(trial?.teachers[0]?.origin).toMatchObject({ from: 'training', train: { length: { epochs: 3 } } });
    expect(trial?.train.length).toEqual({ epochs: 10 });
  });

  it('a block behind a declared name lays over it', () => {
    const text = `teacher t { net mlp(64)  train { epochs 3  batch 32 } }
      experiment e { dataset mnist  teacher t { train { epochs 4 } }  student mlp(8)  strategy kd }`;

    expect(experimentsOf(text)[0]?.trials[0]?.teachers[0]?.origin).toMatchObject({
      train: { length: { epochs: 4 }, batch: 32 },
    });
  });

  it('a data set declared under the name of an entry means that entry', () => {
    const text = 'dataset mnist { train 500 }  experiment e { dataset mnist  student mlp(8)  strategy none }';

    expect(experimentsOf(text)[0]?.trials[0]?.dataset).toMatchObject({
      from: { name: 'mnist' },
      train: { count: 500 },
    });
  });
});

describe('extends', () => {
  it('merges blocks at every depth and replaces everything else whole', () => {
    const text = `
      experiment a { dataset mnist  teacher mlp(64)  student mlp(8)  strategy kd { temperature 9 }  train { epochs 3  batch 32 } }
      experiment b extends a { strategy kd { alpha 0.5 }  train { epochs 4 } }`;

    const [, b] = experimentsOf(text);

    expect(b?.trials[0]?.strategy.method.settings).toMatchObject({ temperature: 4, alpha: 0.5 });
    expect(b?.trials[0]?.train).toMatchObject({ length: { epochs: 4 }, batch: 32 });
  });
});

describe('teachers from elsewhere', () => {
  it('are the students of another experiment at the same seed, also at seeds it does not have', () => {
    const text = `
      experiment first { dataset mnist  teacher mlp(64)  student mlp(32)  strategy each [none, kd]  seed each 1..2 }
      teacher graduate { from experiment(first, strategy: kd) }
      experiment second { dataset mnist  teacher graduate  student mlp(8)  strategy kd  seed each 2..3 }`;

    const [, second] = experimentsOf(text);

    const origins = second?.trials.map(({ teachers }) => teachers[0]?.origin);
    expect(origins).toMatchObject([
      { from: 'trial', trial: { experiment: 'first', seed: 2, point: { strategy: 'kd' } } },
      { from: 'trial', trial: { experiment: 'first', seed: 3, point: { strategy: 'kd' } } },
    ]);
  });

  it('come in differently seeded copies', () => {
    const text = `ensemble crowd { members [mlp(64), mlp(32)]  copies 3 }
      experiment e { dataset mnist  teachers crowd  student mlp(8)  strategy kd }`;

    expect(experimentsOf(text)[0]?.trials[0]?.teachers).toHaveLength(6);
  });
});

describe('settings from the command line', () => {
  it('are laid over every experiment, also behind a name and inside axes', () => {
    const text = `student small { net mlp(8) }
      experiment e { dataset mnist  teacher mlp(64)  student small  strategy each [kd, kd { temperature 2 }]  train { epochs 3 } }`;
    const overrides = [
      { path: 'train.epochs', value: '1' },
      { path: 'student.net', value: 'mlp(16)' },
      { path: 'strategy.alpha', value: '0.5' },
      { path: 'seed', value: 'each 1..2' },
    ];

    const [experiment] = experimentsOf(text, { overrides });

    expect(experiment?.trials).toHaveLength(4);
    expect(experiment?.trials[0]).toMatchObject({
      train: { length: { epochs: 1 } },
      student: { net: { settings: { hidden: [16] } } },
      strategy: { method: { settings: { alpha: 0.5 } } },
    });
  });

  it('are checked like any other text', () => {
    const { diagnostics } = checkText(around('strategy kd'), { overrides: [{ path: 'train.epoch', value: '1' }] });

    expect(diagnostics).toMatchObject([{ code: 'KD2101', span: { source: { path: '--set train.epoch=1' } } }]);
  });
});
