import { describe, expect, it } from 'vitest';
import { changesSince, type Job, type JobKind, type Plan, planExperiments } from '../../src/plan/index.js';
import { experimentsOf } from '../helpers/check-text.js';
import { planContext, planText } from '../helpers/plan-text.js';

const ofKind = (plan: Plan, kind: JobKind): readonly Job[] => plan.jobs.filter(({ spec }) => spec.kind === kind);
const resultOf = (plan: Plan, trial = 0) => plan.experiments[0]?.trials[trial]?.result;

const kd = (settings: string) =>
  `experiment e { dataset mnist  teacher mlp(64)  student mlp(8)  strategy kd  ${settings} }`;

describe('a plan', () => {
  it('trains one teacher for all strategies, seeds and experiments', () => {
    const plan = planText(`
      teacher big { net mlp(512) }
      experiment a { dataset mnist  teacher big  student mlp(8)  strategy each [none, kd, kd { alpha 0.5 }, kd { alpha 0.1 }, sum { losses [hard, kd] }]  seed each 1..3 }
      experiment b { dataset mnist  teacher big  student mlp(9)  strategy kd }`);

    expect(ofKind(plan, 'train')).toHaveLength(1 + 15 + 1);
  });

  it('lists inputs before what needs them', () => {
    const plan = planText(`
      experiment a { dataset mnist  teachers [mlp(64), mlp(32)]  student mlp(8)  strategy kd  measure [accuracy, agreement] }
      teacher t { from experiment(a)  require accuracy >= 50% }
      experiment b { dataset mnist  teacher t  student mlp(4)  strategy kd }`);

    const place = new Map(plan.jobs.map(({ id }, index) => [id, index]));
    for (const [index, { needs }] of plan.jobs.entries())
      for (const need of needs) expect(place.get(need) ?? Number.NaN).toBeLessThan(index);
  });

  it('has the same ids whatever the declarations are called and in whatever order settings are written', () => {
    const one = planText(
      'teacher a { net mlp(64) } experiment e { dataset mnist  teacher a  student mlp(8)  strategy kd  seed 3 }',
    );
    const other = planText(
      'teacher b { net mlp(64) } experiment f { seed 3  student mlp(8)  strategy kd { temperature 4 }  teacher b  dataset mnist }',
    );

    expect(one.jobs.map(({ id }) => id)).toEqual(other.jobs.map(({ id }) => id));
  });

  it.each([
    ['seed', 'seed 2'],
    ['a setting of the strategy', 'seed 1', { from: 'strategy kd', to: 'strategy kd { alpha 0.8 }' }],
    ['the net', 'seed 1', { from: 'student mlp(8)', to: 'student mlp(9)' }],
    ['the teacher', 'seed 1', { from: 'teacher mlp(64)', to: 'teacher mlp(65)' }],
    ['the data', 'seed 1', { from: 'dataset mnist', to: 'dataset mnist { train 500 }' }],
    ['the optimizer', 'train { optimizer sgd }'],
    ['the schedule', 'train { schedule constant }'],
    ['the batch', 'train { batch 64 }'],
    ['clipping', 'train { clip 1 }'],
    ['smoothing', 'train { label-smoothing 10% }'],
    ['what is measured', 'measure [accuracy, nll]'],
  ])('changes the result with %s', (_, settings, change = { from: '', to: '' }) => {
    expect(resultOf(planText(kd(settings).replace(change.from, change.to)))).not.toBe(resultOf(planText(kd('seed 1'))));
  });

  it.each([
    ['limits', 'limits { time 2h  retries 5 }'],
    ['resources', 'resources { cpus 2 }'],
    ['a description', 'about "something"'],
    ['what is hoped for', 'expect { accuracy 90% }'],
    ['a comparison', 'compare { against none }'],
  ])('does not change the result with %s', (_, settings) => {
    const plan = planText(kd(`seed 1  ${settings}`));

    expect(plan.experiments[0]?.trials.map(({ result }) => result)).toContain(resultOf(planText(kd('seed 1'))));
  });

  it('does not train again where only the test part changes', () => {
    const [one, other] = [planText(kd('')), planText(kd('').replace('dataset mnist', 'dataset mnist { test 500 }'))];

    expect(ofKind(one, 'train').map(({ id }) => id)).toEqual(ofKind(other, 'train').map(({ id }) => id));
    expect(resultOf(one)).not.toBe(resultOf(other));
  });

  it('changes every id with the bytes of the data and with the engine, and with no path', () => {
    const ids = (context: Parameters<typeof planText>[1], text = kd('')) =>
      planText(text, context).jobs.map(({ id }) => id);
    const plain = ids({});

    expect(ids({ fingerprint: () => 'other bytes' }).some(id => plain.includes(id))).toBe(false);
    expect(ids({ numerics: { ...planContext.numerics, version: '5' } }).some(id => plain.includes(id))).toBe(false);
    expect(ids({}, kd('').replace('dataset mnist', 'dataset mnist("elsewhere")'))).toEqual(plain);
  });

  it('keeps teacher outputs where inputs are not augmented, and asks teachers live where they are', () => {
    expect(ofKind(planText(kd('')), 'outputs')).toHaveLength(1);
    expect(
      ofKind(planText(kd('').replace('dataset mnist', 'dataset mnist { augment [shift(2)] }')), 'outputs'),
    ).toHaveLength(0);
  });

  it('lets every student of an experiment wait for all its gates', () => {
    const plan = planText(`
      teacher a { net mlp(64)  require accuracy >= 90% }
      teacher b { net mlp(32)  require accuracy >= 90% }
      experiment e { dataset mnist  teachers each [a, b]  student mlp(8)  strategy each [none, kd] }`);
    const gates = ofKind(plan, 'gate').map(({ id }) => id);

    const students = ofKind(plan, 'train').filter(({ label }) => label.startsWith('e:'));

    expect(gates).toHaveLength(2);
    expect(students).toHaveLength(3);
    for (const { needs } of students) expect(needs).toEqual(expect.arrayContaining(gates));
  });

  it('trains a teacher anew for every seed where it says so, and its copies differently', () => {
    const plan = planText(`
      teacher t { net mlp(64)  seed trial }
      ensemble crowd { members [t]  copies 2 }
      experiment e { dataset mnist  teachers crowd  student mlp(8)  strategy kd  seed each 1..3 }`);

    const seeds = ofKind(plan, 'train').flatMap(({ spec, label }) =>
      label.startsWith('teacher') && spec.kind === 'train' ? [spec.seed] : [],
    );

    expect(new Set(seeds).size).toBe(6);
  });

  it('gives each trial a short id of its own', () => {
    const plan = planText('experiment e { dataset mnist  student mlp(each 1..300)  strategy none  seed each 1..10 }');

    const ids = plan.experiments[0]?.trials.map(({ id }) => id) ?? [];

    expect(new Set(ids).size).toBe(3000);
    expect(Math.max(...ids.map(id => id.length))).toBeLessThan(12);
  });

  it('says which data is missing, and plans all the same', () => {
    const { plan, missing } = planExperiments(experimentsOf(kd('')), {
      ...planContext,
      fingerprint: () => ({ missing: 'not here' }),
    });

    expect(missing).toEqual([{ dataset: 'mnist', text: 'not here' }]);
    expect(plan.experiments[0]?.trials).toHaveLength(1);
  });
});

describe('data of a user’s own', () => {
  const own = (from: string) => `experiment e { dataset ${from}  student mlp(8)  strategy none }`;

  it('have the same ids wherever they lie, and others where they are read in another way', () => {
    const [here, there, other] = ['images("here")', 'images("there")', 'images("here", size: 9)'].map(from =>
      resultOf(planText(own(from))),
    );

    expect(there).toBe(here);
    expect(other).not.toBe(here);
  });

  it('take with them what is known of them, which the catalogue cannot say', () => {
    const factsIn = (from: string) =>
      planText(own(from)).jobs.flatMap(({ spec }) => ('data' in spec ? [spec.data.facts] : []));

    expect(factsIn('images("here")')[0]).toMatchObject({ classes: ['cat', 'dog'] });
    expect(factsIn('mnist')).toEqual([undefined, undefined]);
  });
});

describe('what changed since an earlier plan', () => {
  it('is told by the setting, and for what depends on it by its input', () => {
    const changes = changesSince(planText(kd('train { epochs 3 }')), planText(kd('train { epochs 4 }')));

    const said = [...changes.values()];

    expect(said).toEqual([['train.epochs 3 → 4'], ['its input e: seed 1 changed']]);
  });
});
