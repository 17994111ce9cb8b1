import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { memory } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';

import { readDataset } from '../../../src/data/index.js';
import { type HeatMaps, heatMapsFile, parseHeatMaps, parseTallies, talliesFile } from '../../../src/formats/index.js';
import type { EvaluateSpec, GateSpec, JobId } from '../../../src/plan/index.js';
import { JobFailure } from '../../../src/worker/job-context.js';
import { digitsSpec, openSmallStore, trainSpec } from './small-store.js';

const uniform = { name: 'uniform', settings: { of: 'probabilities' } };
const kd = { name: 'kd', settings: { temperature: 4, alpha: 0.9, weigh: uniform } };

const evaluation = (product: JobId, changes: Partial<EvaluateSpec> = {}): EvaluateSpec => ({
  kind: 'evaluate',
  product,
  data: digitsSpec(),
  part: 'test',
  teachers: [],
  metrics: [{ name: 'accuracy', settings: {} }],
  external: [],
  ...changes,
});

describe('jobs', () => {
  it('leave no tensor behind', async () => {
    const store = openSmallStore();
    const { id } = await store.run(trainSpec());
    const before = memory().numTensors;

    await store.run(trainSpec({ strategy: kd, teachers: [{ product: id }], epochs: 1 }));
    await store.run(evaluation(id));
    await store.tryOut(trainSpec({ strategy: kd, teachers: [{ product: id }] }));

    expect(memory().numTensors).toBe(before);
  });

  it('keep beside a measurement what it counted, which agrees with its metrics', async () => {
    const store = openSmallStore();
    const { id } = await store.run(trainSpec({ epochs: 1 }));

    const measured = await store.run(evaluation(id));

    const tallies = parseTallies(readFileSync(join(store.folder(measured.id), talliesFile), 'utf8'))!;
    const hits = tallies.confusion!.reduce((sum, row, label) => sum + row[label]!, 0);
    expect(hits / tallies.examples).toBe(measured.metrics.accuracy);
    expect(tallies.reliability.reduce((sum, { correct }) => sum + correct, 0)).toBe(hits);
    expect(tallies.size.parameters).toBeGreaterThan(0);
  });

  it('draw what a product looks at, and say which image is not there', async () => {
    const store = openSmallStore();
    const net = { name: 'cnn', settings: { channels: [3, 4], dropout: 0 } };
    const { id } = await store.run(trainSpec({ net, epochs: 1 }));
    const pictures = (...images: number[]) =>
      evaluation(id, {
        metrics: [
          { name: 'accuracy', settings: {} },
          { name: 'grad-cam', settings: { images, of: 'label' } },
        ],
      });

    const drawn = await store.run(pictures(2, 0));

    const [{ layer, pictures: found }] = parseHeatMaps(
      readFileSync(join(store.folder(drawn.id), heatMapsFile), 'utf8'),
    )! as [HeatMaps];
    expect(Object.keys(drawn.metrics)).toEqual(['accuracy']);
    expect([layer, found.map(({ place }) => place)]).toEqual(['stage-2', [2, 0]]);
    for (const { map, picture, label, explained } of found) {
      expect([map.rows, map.columns, picture.rows, picture.columns]).toEqual([4, 4, 8, 8]);
      expect(explained).toBe(label);
      expect(Math.max(...map.values)).toBe(1);
    }
    await expect(store.run(pictures(100_000))).rejects.toMatchObject({
      reason: 'refused',
      message: expect.stringMatching(/^there is no image 100000 among \d+ of the test part, from 0$/),
    });
  });

  it('train another net for another seed', async () => {
    const store = openSmallStore();
    const nllOf = async (seed: number): Promise<number> => {
      const { id } = await store.run(trainSpec({ seed, epochs: 1 }));
      return (await store.run(evaluation(id, { metrics: [{ name: 'nll', settings: {} }] }))).metrics.nll!;
    };

    expect(await nllOf(1)).not.toBe(await nllOf(2));
  });

  it('start a student from the weights of another product', async () => {
    const store = openSmallStore();
    const first = await store.run(trainSpec({ epochs: 5 }));

    const second = await store.run(trainSpec({ epochs: 1, seed: 2, start: first.id }));

    expect(second.epochs[0]!.losses.hard).toBeLessThan(first.epochs[0]!.losses.hard! / 2);
  });

  it('refuse to start from a net of another shape, naming the variable', async () => {
    const store = openSmallStore();
    const { id } = await store.run(
      trainSpec({ net: { name: 'mlp', settings: { hidden: [8], dropout: 0 } }, epochs: 1 }),
    );

    const running = store.run(trainSpec({ start: id }));

    await expect(running).rejects.toMatchObject({ reason: 'refused', message: expect.stringContaining('stage-1') });
  });

  it('choose weights by the metric the author named', async () => {
    const store = openSmallStore();
    const { train } = trainSpec();
    const data = digitsSpec({ validation: { count: 200 } });

    const { epochs, metrics } = await store.run(trainSpec({ data, epochs: 4, train: { ...train, select: 'brier' } }));

    const best = Math.min(...epochs.map(epoch => epoch.metrics.brier!));
    expect(metrics['validation-brier']).toBe(best);
    expect(epochs[metrics['kept-epoch']! - 1]!.metrics.brier).toBe(best);
  });

  it('learn from few labels only what these say', async () => {
    const store = openSmallStore();

    const { epochs } = await store.run(trainSpec({ data: digitsSpec({ labeled: { perClass: 1 } }), epochs: 30 }));

    expect(epochs.at(-1)!.losses.hard).toBeLessThan(1);
    expect(epochs).toHaveLength(30);
  });

  it('stop when asked to', async () => {
    const stopping = new AbortController();
    stopping.abort(new Error('asked to stop'));

    await expect(openSmallStore().run(trainSpec(), stopping.signal)).rejects.toThrow('asked to stop');
  });
});

describe('a job that cannot be done', () => {
  const failing = (spec: Parameters<ReturnType<typeof openSmallStore>['run']>[0]): Promise<unknown> =>
    openSmallStore()
      .run(spec)
      .catch(failure => {
        expect(failure).toBeInstanceOf(JobFailure);
        return { reason: failure.reason, text: failure.message };
      });

  it('is unreadable where the data has changed since the plan', async () => {
    const failure = await failing(trainSpec({ data: digitsSpec({ fingerprint: 'another' }) }));

    expect(failure).toEqual({
      reason: 'unreadable',
      text: 'the files of data set digits have changed since the run was planned',
    });
  });

  it('is unreadable where the data is not there', async () => {
    const from = { name: 'fashion-mnist', settings: { folder: '/nowhere' } };

    const failure = await failing(trainSpec({ data: digitsSpec({ from }) }));

    expect(failure).toMatchObject({ reason: 'unreadable', text: expect.stringContaining('/nowhere does not exist') });
  });

  it('is refused where more examples are asked for than there are', async () => {
    const failure = await failing(trainSpec({ data: digitsSpec({ train: { count: 2_000 } }) }));

    expect(failure).toMatchObject({ reason: 'refused', text: expect.stringContaining('train 2000') });
  });

  it('is diverged where the loss explodes', async () => {
    const { train } = trainSpec();
    const optimizer = { name: 'sgd', settings: { lr: 1e30, momentum: 0, nesterov: false, 'weight-decay': 0 } };

    const failure = await failing(trainSpec({ train: { ...train, optimizer } }));

    expect(failure).toMatchObject({ reason: 'diverged' });
  });

  it('is refused where weights are to be chosen by what validation cannot show', async () => {
    const { train } = trainSpec();
    const data = digitsSpec({ validation: { count: 100 } });

    const failure = await failing(trainSpec({ data, train: { ...train, select: 'agreement' } }));

    expect(failure).toEqual({ reason: 'refused', text: 'weights cannot be chosen by agreement' });
  });
});

describe('an evaluation', () => {
  it('refuses an external set of another shape', async () => {
    const store = openSmallStore();
    const { id } = await store.run(trainSpec({ epochs: 1 }));
    const from = { name: 'mnist', settings: {} };
    const external = [digitsSpec({ from, fingerprint: readDataset(from, {}).fingerprint })];

    const running = store.run(evaluation(id, { external }));

    await expect(running).rejects.toMatchObject({
      reason: 'refused',
      message: 'images of mnist are 28×28×1, expected 8×8×1',
    });
  });
});

describe('a gate', () => {
  const gateOf = (evaluation: JobId, operator: GateSpec['operator'], value: number): GateSpec => ({
    kind: 'gate',
    evaluation,
    teacher: 'wide',
    metric: 'accuracy',
    operator,
    value,
  });

  it('lets a teacher pass that is good enough, and names what a weak one lacks', async () => {
    const store = openSmallStore();
    const { id } = await store.run(trainSpec({ epochs: 3 }));
    const { id: measured, metrics } = await store.run(evaluation(id));
    const reached = metrics.accuracy!;
    const percent = `${Number((100 * reached).toPrecision(6))}%`;

    await expect(store.run(gateOf(measured, '>=', reached))).resolves.toMatchObject({ metrics: { accuracy: reached } });
    await expect(store.run(gateOf(measured, '>', reached))).rejects.toMatchObject({
      reason: 'refused',
      message: `teacher wide reaches accuracy ${percent} on the test part, required is > ${percent}`,
    });
    await expect(store.run(gateOf(measured, '<', reached))).rejects.toMatchObject({ reason: 'refused' });
    await expect(store.run(gateOf(measured, '<=', reached))).resolves.toBeDefined();
  });
});

describe('trying out', () => {
  it('finds nothing wrong with a distillation from a teacher that is not trained yet', async () => {
    const teacher = 'not-there' as JobId;
    const inputs = { [teacher]: trainSpec({ seed: 0 }) };

    const trying = openSmallStore().tryOut(trainSpec({ strategy: kd, teachers: [{ product: teacher }] }), inputs);

    await expect(trying).resolves.toMatchObject({ metrics: {}, warnings: [] });
  });

  it('says what is wrong', async () => {
    const sum = { name: 'sum', settings: { losses: [{ name: 'hard', settings: { weight: Number.MAX_VALUE } }] } };

    await expect(openSmallStore().tryOut(trainSpec({ strategy: sum }))).rejects.toMatchObject({ reason: 'refused' });
  });
});
