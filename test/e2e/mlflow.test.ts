import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as after } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';

import { hasPythonPackages, python, pythonPath } from '../helpers/python.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { folderWith, kd, tiny } from './kd.js';

it.runIf(hasPythonPackages('mlflow'))(
  'a server of MLflow has the runs with all their numbers, once',
  {
    timeout: 300_000,
  },
  async () => {
    const cwd = folderWith({ 'tiny.kd': tiny });
    const [address] = await Promise.all([mlflowServer(), kd(['exp', 'run', 'tiny.kd'], { cwd })]);

    const first = await kd(['exp', 'export', '--mlflow', address], { cwd });
    const second = await kd(['exp', 'export', '--mlflow', address], { cwd });
    const { stdout } = await kd(['exp', 'show', '--json'], { cwd });

    expect(first).toMatchObject({ code: 0, stdout: `${address}: experiment tiny, 6 runs written\n` });
    expect(second.stdout).toBe(`${address}: experiment tiny, 0 runs written, 6 as they were\n`);
    const [{ trials }] = (JSON.parse(stdout) as { experiments: [{ trials: Shown[] }] }).experiments;
    expect(JSON.parse(python(read, address))).toEqual({
      cells: [
        ['kd', 'FINISHED', { strategy: 'kd' }, 2],
        ['none', 'FINISHED', { strategy: 'none' }, 2],
      ],
      trials: trials
        .map(({ id, cell, seed, metrics }) => ({
          trial: id,
          name: `${cell.strategy}, seed ${seed}`,
          parent: cell.strategy,
          accuracy: metrics.accuracy,
          epochs: [1, 2],
          seed: `${seed}`,
        }))
        .sort((a, b) => (a.trial < b.trial ? -1 : 1)),
    });
  },
);

interface Shown {
  readonly id: string;
  readonly cell: { readonly strategy: string };
  readonly seed: number;
  readonly metrics: { readonly accuracy: number };
}

/** What MLflow's own client makes of it. */
const read = `
import json, sys
from mlflow import MlflowClient
client = MlflowClient(json.load(sys.stdin))
experiment = client.get_experiment_by_name('tiny')
runs = client.search_runs([experiment.experiment_id])
names = {r.info.run_id: r.info.run_name for r in runs}
trials = [r for r in runs if 'kd.trial' in r.data.tags]
print(json.dumps({
    'cells': sorted([r.info.run_name, r.info.status, r.data.params, r.data.metrics['trials']] for r in runs if r not in trials),
    'trials': sorted([{
        'trial': r.data.tags['kd.trial'],
        'name': r.info.run_name,
        'parent': names[r.data.tags['mlflow.parentRunId']],
        'accuracy': r.data.metrics['accuracy'],
        'epochs': [m.step for m in client.get_metric_history(r.info.run_id, 'loss/hard')],
        'seed': r.data.params['seed'],
    } for r in trials], key=lambda r: r['trial']),
}))
`;

/** The real one, on a free port of this machine, gone after the test. */
async function mlflowServer(): Promise<string> {
  const folder = temporaryFolder();
  const port = await freePort();
  const server = spawn(
    pythonPath,
    [
      '-m',
      'mlflow',
      'server',
      '--host',
      '127.0.0.1',
      '--port',
      `${port}`,
      '--backend-store-uri',
      'sqlite:///mlflow.db',
    ],
    { cwd: folder, detached: true, stdio: 'ignore' },
  );
  // Its workers are processes of the same group.
  onTestFinished(() => {
    if (server.pid !== undefined && server.exitCode === null) process.kill(-server.pid, 'SIGKILL');
  });
  const address = `http://127.0.0.1:${port}`;
  for (;;) {
    if (server.exitCode !== null) throw new Error(`the server of MLflow ended with ${server.exitCode}`);
    const healthy = await fetch(`${address}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (healthy) return address;
    await after(250);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
