import { describe, expect, it } from 'vitest';

import { mlflowClient } from '../../../src/cli/mlflow/mlflow-client.js';
import { type MlflowExperiment, writeExperiment } from '../../../src/cli/mlflow/write-experiment.js';
import type { MlflowRun } from '../../../src/formats/index.js';
import { type MlflowStandIn, mlflowStandIn } from '../../helpers/mlflow-stand-in.js';

const run = (name: string, tags: Record<string, string>, more: Partial<MlflowRun> = {}): MlflowRun => ({
  name,
  status: 'FINISHED',
  startMs: 1_000,
  endMs: 2_000,
  tags: { 'kd.run': 'r', 'kd.key': name, ...tags },
  params: { seed: '1' },
  metrics: [{ key: 'accuracy', value: 0.5, step: 3, timeMs: 2_000 }],
  ...more,
});
const trial = (name: string, more: Partial<MlflowRun> = {}) => run(name, { 'kd.trial': name }, more);
const cell = (more: Partial<MlflowRun> = {}) => run('cell', {}, more);

const experiment = (children: readonly MlflowRun[], parent?: MlflowRun): MlflowExperiment => ({
  name: 'first',
  about: 'which one?',
  run: 'r',
  families: [{ children, ...(parent ? { parent } : {}) }],
});

const quick = { env: {}, wait: async () => {} };
const write = (server: MlflowStandIn, what: MlflowExperiment) =>
  writeExperiment(mlflowClient(server.address, quick), what);

const trials = ['a', 'b', 'c', 'd', 'e'].map(name => trial(name));

describe('runs in MLflow', () => {
  it('are below their cell, with their params, metrics and state', async () => {
    const server = await mlflowStandIn();

    const told = await write(server, experiment([trial('a', { status: 'FAILED' })], cell()));

    expect(told).toEqual({ written: 2, unchanged: 0 });
    expect(server.experiments).toEqual(['first']);
    const [parent, child] = server.runs();
    expect(child).toMatchObject({ name: 'a', status: 'FAILED' });
    expect(child?.tags.get('mlflow.parentRunId')).toBe(parent?.id);
    expect([...(child?.params ?? [])]).toEqual([['seed', '1']]);
    expect(child?.metrics).toEqual([{ key: 'accuracy', value: 0.5, step: 3, timestamp: 2_000 }]);
  });

  it('are written once, however often they are exported', async () => {
    const server = await mlflowStandIn();
    await write(server, experiment(trials, cell()));

    const again = await write(server, experiment(trials, cell()));

    expect(again).toEqual({ written: 0, unchanged: 6 });
    expect(server.runs()).toHaveLength(6);
    expect(server.runs().every(({ metrics }) => metrics.length === 1)).toBe(true);
  });

  it('are written anew where they have changed; a cell keeps its place above them', async () => {
    const server = await mlflowStandIn();
    await write(server, experiment([trial('a', { status: 'RUNNING' }), trial('b')], cell()));
    const [parent] = server.runs();

    const told = await write(server, experiment([trial('a'), trial('b')], cell({ tags: { ...cell().tags, x: 'y' } })));

    expect(told).toEqual({ written: 2, unchanged: 1 });
    expect(server.runs().map(({ name, status }) => `${name} ${status}`)).toEqual([
      'cell FINISHED',
      'b FINISHED',
      'a FINISHED',
    ]);
    expect(server.runs()[0]).toMatchObject({ id: parent?.id });
    expect(server.runs()[0]?.tags.get('x')).toBe('y');
  });

  it('are whole and there once after it broke off anywhere and was repeated', async () => {
    const whole = await mlflowStandIn();
    await write(whole, experiment(trials, cell()));

    for (let broken = 1; broken <= whole.calls.length; broken++) {
      const server = await mlflowStandIn();
      server.instead = (_, number) => (number === broken ? { status: 500, body: 'oh' } : undefined);
      await expect(write(server, experiment(trials, cell()))).rejects.toThrow('does not answer as MLflow does (500)');
      await write(server, experiment(trials, cell()));

      expect(server.runs().map(({ name }) => name)).toEqual(whole.runs().map(({ name }) => name));
      expect(
        server
          .runs()
          .slice(1)
          .map(({ metrics }) => metrics.length),
      ).toEqual([1, 1, 1, 1, 1]);
    }
  });

  it('keep to the limits of a call, whatever they hold', async () => {
    const server = await mlflowStandIn();
    const params = Object.fromEntries(
      Array.from({ length: 250 }, (_, at) => [`a setting/${'x'.repeat(300)} ${at}`, 'é'.repeat(9_000)]),
    );
    const metrics = Array.from({ length: 2_500 }, (_, at) => ({
      key: `loss/${'weight (of) '.repeat(40)}`,
      value: at === 7 ? Number.NaN : at,
      step: at,
      timeMs: at,
    }));

    await write(server, experiment([trial('a', { params, metrics })]));

    expect(server.runs()[0]?.params.size).toBe(250);
    expect(server.runs()[0]?.metrics).toHaveLength(2_500);
    expect(server.runs()[0]?.metrics[7]?.value).toBe('NaN');
  });

  it('have names that MLflow takes, each its own', async () => {
    const server = await mlflowStandIn();
    const metrics = ['accuracy', 'accuracy@svhn', 'a(b)', 'a[b]', '../x', '//', ''].map(key => ({
      key,
      value: 1,
      step: 0,
      timeMs: 0,
    }));

    await write(server, experiment([trial('a', { metrics })]));

    expect(server.runs()[0]?.metrics.map(({ key }) => key)).toEqual([
      'accuracy',
      'accuracy/svhn',
      'a_b_',
      'a_b__2',
      'x',
      '_',
      '__2',
    ]);
  });
});

describe('a server of MLflow', () => {
  const ask = (server: MlflowStandIn, env: Record<string, string>, address = server.address) =>
    mlflowClient(address, { ...quick, env })
      .get('experiments/get-by-name', { experiment_name: 'x' })
      .catch(() => {});

  it('is told who asks, by the variables of MLflow or by the address', async () => {
    const server = await mlflowStandIn();

    await ask(server, { MLFLOW_TRACKING_USERNAME: 'ann', MLFLOW_TRACKING_PASSWORD: 'secret' });
    await ask(server, { MLFLOW_TRACKING_TOKEN: 'token' });
    await ask(server, {}, server.address.replace('//', '//bob:s%40crt@'));
    await ask(server, {});

    expect(server.authorizations).toEqual([
      `Basic ${Buffer.from('ann:secret').toString('base64')}`,
      'Bearer token',
      `Basic ${Buffer.from('bob:s@crt').toString('base64')}`,
      undefined,
    ]);
  });

  it('is asked again where it is busy', async () => {
    const server = await mlflowStandIn();
    server.instead = (_, number) => (number < 4 ? { status: 429, body: '', retryAfter: '1' } : undefined);

    await write(server, experiment([trial('a')]));

    expect(server.runs()).toHaveLength(1);
  });

  it.each([
    [401, 'no', 'does not let us in (401)'],
    [200, '<html>', 'does not answer as MLflow does (200)'],
    [302, '', 'does not answer as MLflow does (302)'],
    [400, '{"error_code":"INVALID_PARAMETER_VALUE","message":"name is taken"}', 'refuses: name is taken'],
    [503, '', 'does not answer as MLflow does (503)'],
  ])('that answers %i is complained of, without a word of who asked', async (status, body, complaint) => {
    const server = await mlflowStandIn();
    server.instead = () => ({ status, body });
    const client = mlflowClient(server.address.replace('//', '//bob:secret@'), quick);

    const error = await writeExperiment(client, experiment([trial('a')])).catch((caught: unknown) => caught);

    expect(String(error)).toContain(complaint);
    expect(String(error)).not.toMatch(/bob|secret/);
  });

  it('that is not there is named with the reason', async () => {
    const client = mlflowClient('http://127.0.0.1:9', quick);

    await expect(client.post('runs/create', {})).rejects.toThrow(/127\.0\.0\.1:9 cannot be reached: /);
  });

  it.each([['file:///tmp/mlruns'], ['sqlite:///x.db'], ['databricks'], ['127.0.0.1:5000']])('is not at %s', address => {
    expect(() => mlflowClient(address, quick)).toThrow('begins with http:// or https://');
  });
});
