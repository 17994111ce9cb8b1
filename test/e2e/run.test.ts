import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { ended, folderWith, kd, kdPath, startKd, tiny } from './kd.js';

interface Shown {
  readonly state: string;
  readonly experiments: readonly {
    readonly trials: readonly {
      readonly id: string;
      readonly state: string;
      readonly metrics: Record<string, number>;
    }[];
  }[];
  readonly jobs: Readonly<Record<string, number>>;
}

const show = async (cwd: string): Promise<Shown> => JSON.parse((await kd(['exp', 'show', '--json'], { cwd })).stdout);

const metricsOf = ({ experiments }: Shown) =>
  experiments.flatMap(({ trials }) => trials.map(({ id, metrics }) => [id, metrics] as const));

describe('kd exp run', { timeout: 120_000 }, () => {
  it('trains, answers with a table, and trains nothing the second time', async () => {
    const cwd = folderWith({ 'tiny.kd': tiny });

    const first = await kd(['exp', 'run', 'tiny.kd'], { cwd });
    const second = await kd(['exp', 'run', 'tiny.kd'], { cwd });

    expect(first).toMatchObject({ code: 0 });
    expect(first.stdout).toContain('none');
    expect(first.stdout).toMatch(/\.kd\/runs\/\d{4}-\d\d-\d\d-\d{4}-[a-z]+/);
    expect(first.stderr).not.toContain('Warning');
    expect(second.code).toBe(0);
    expect(second.stderr).not.toContain('started   ');
    const { jobs } = await show(cwd);
    expect(jobs).toMatchObject({ done: 0, failed: 0 });
    expect(jobs.cached).toBeGreaterThan(5);
  });

  it('finds the same numbers with one worker and with two', async () => {
    const one = folderWith({ 'tiny.kd': tiny });
    const two = folderWith({ 'tiny.kd': tiny });

    await kd(['exp', 'run', '--workers', '1', 'tiny.kd'], { cwd: one });
    await kd(['exp', 'run', '--workers', '2', 'tiny.kd'], { cwd: two });

    expect(metricsOf(await show(two))).toEqual(metricsOf(await show(one)));
  });

  it('goes on after an interrupt, and nothing finished is lost', async () => {
    const cwd = folderWith({ 'tiny.kd': tiny.replace('each 1..2', 'each 1..6') });
    const child = startKd(['exp', 'run', '--workers', '1', '--ui', 'json', 'tiny.kd'], { cwd });
    let finished = 0;
    child.stdout!.on('data', (chunk: Buffer) => {
      finished += chunk.toString().split('"type":"job-finished"').length - 1;
      if (finished >= 2 && !child.killed) child.kill('SIGINT');
    });

    const interrupted = await ended(child);
    const stopped = await show(cwd);
    const resumed = await kd(['exp', 'run', '--workers', '1', 'tiny.kd'], { cwd });

    expect(interrupted.code).toBe(130);
    expect(stopped.state).toBe('stopped');
    const doneBefore = stopped.jobs.done!;
    expect(doneBefore).toBeGreaterThanOrEqual(2);
    expect(resumed.code).toBe(0);
    expect(resumed.stderr).toContain('resumed run');
    const started = resumed.stderr.match(/started {3}/g) ?? [];
    const all = await show(cwd);
    expect(all.state).toBe('done');
    expect(started.length).toBe(all.jobs.done! - doneBefore);
    expect(readdirSync(join(cwd, '.kd', 'runs'))).toHaveLength(1);
  });

  it('goes on after a kill, and ends with the numbers of a run that was left alone', async () => {
    const [cwd, calm] = [folderWith({ 'tiny.kd': tiny }), folderWith({ 'tiny.kd': tiny })];
    const child = startKd(['exp', 'run', '--workers', '1', '--ui', 'json', 'tiny.kd'], { cwd });
    child.stdout!.on('data', (chunk: Buffer) => {
      if (chunk.includes('"type":"job-finished"')) child.kill('SIGKILL');
    });

    await ended(child);
    const resumed = await kd(['exp', 'run', 'tiny.kd'], { cwd });
    await kd(['exp', 'run', 'tiny.kd'], { cwd: calm });

    expect(resumed.code).toBe(0);
    expect(metricsOf(await show(cwd))).toEqual(metricsOf(await show(calm)));
  });

  it('trains a shared teacher once for two files', async () => {
    const cwd = folderWith({
      'a.kd': tiny,
      'b.kd': tiny.replace('experiment tiny', 'experiment other').replace('mlp(8)', 'mlp(9)'),
    });

    const { stdout } = await kd(['exp', 'plan', '--json', 'a.kd', 'b.kd'], { cwd });

    const { jobs } = JSON.parse(stdout) as { jobs: { kind: string; label: string }[] };
    const training = jobs.filter(({ kind }) => kind === 'train');
    expect(training).toHaveLength(9);
  });

  it('writes one event a line with --ui json, and nothing else', async () => {
    const cwd = folderWith({ 'tiny.kd': tiny });

    const { stdout } = await kd(['exp', 'run', '--ui', 'json', '--seed', '1', 'tiny.kd'], { cwd });

    const events = stdout
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as { type: string; seq: number });
    expect(events[0]?.type).toBe('run-started');
    expect(events.at(-1)?.type).toBe('run-finished');
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  });

  it('does what flags say, and a flag beats its variable', async () => {
    const cwd = folderWith({ 'tiny.kd': tiny });
    const env = { KD_SEED: '5..7', KD_SET: 'train.epochs=1' };

    const { stdout } = await kd(['exp', 'plan', '--json', '--seed', '3', '--only', 'strategy=kd', 'tiny.kd'], {
      cwd,
      env,
    });

    const { experiments } = JSON.parse(stdout) as {
      experiments: { trials: { seed: number; cell: { strategy: string } }[] }[];
    };
    expect(experiments[0]?.trials.map(({ seed, cell }) => [seed, cell.strategy])).toEqual([[3, 'kd']]);
  });
});

describe('after a run', { timeout: 120_000 }, () => {
  it('plan tells what is there, and what changed and why', async () => {
    const cwd = folderWith({ 'tiny.kd': tiny });
    await kd(['exp', 'run', 'tiny.kd'], { cwd });

    const same = await kd(['exp', 'plan', 'tiny.kd'], { cwd });
    writeFileSync(join(cwd, 'tiny.kd'), tiny.replace('  train    { epochs 2', '  train    { epochs 3'));
    const changed = await kd(['exp', 'plan', 'tiny.kd'], { cwd });

    expect(same.stdout).toContain('nothing to do');
    expect(changed.stdout).toMatch(/epochs 2 → 3/);
    expect(changed.stdout).toMatch(/about .* with/);
  });

  it('ls, show and export give it again', async () => {
    const cwd = folderWith({ 'tiny.kd': tiny });
    const { stdout: table } = await kd(['exp', 'run', '--seed', '1..2', 'tiny.kd'], { cwd });

    const list = await kd(['exp', 'ls'], { cwd });
    const shown = await kd(['exp', 'show'], { cwd });
    const [trial] = metricsOf(await show(cwd))[0]!;
    const one = await kd(['exp', 'show', list.stdout.match(/\d{4}-\S+/)![0], trial], { cwd });
    const exported = await kd(['exp', 'export', '--csv', 'out'], { cwd });

    expect(list.stdout).toMatch(/done +4\/4/);
    expect(shown.stdout).toContain(table.split('\n\nRun ')[0]);
    expect(one.stdout).toContain(trial);
    expect(exported.code).toBe(0);
    expect(
      readFileSync(join(cwd, 'out', 'trials.csv'), 'utf8')
        .trimEnd()
        .split('\r\n'),
    ).toHaveLength(5);
  });
});

describe('the command', { timeout: 60_000 }, () => {
  it('ends quietly when its reader has seen enough', async () => {
    const line = `{ "$NODE" "$KD" explain; echo "code $?" >&2; } | true`;
    const child = spawn('sh', ['-c', line], { env: { ...process.env, NODE: process.execPath, KD: kdPath } });

    const { stderr } = await ended(child);

    expect(stderr).toBe('code 0\n');
  });

  it('writes a starter file that is free of mistakes, and never overwrites it', async () => {
    const cwd = folderWith({});

    const made = await kd(['new', 'first'], { cwd });
    const checked = await kd(['exp', 'check', 'first.kd'], { cwd });
    const again = await kd(['new', 'first'], { cwd });

    expect(made.code).toBe(0);
    expect(checked).toMatchObject({ code: 0, stderr: '' });
    expect(again.code).toBe(2);
    expect(existsSync(join(cwd, '.kd'))).toBe(false);
  });

  it('tries every kind of trial for a few batches and keeps nothing', async () => {
    const cwd = folderWith({ 'tiny.kd': tiny });

    const tried = await kd(['exp', 'try', 'tiny.kd'], { cwd });

    expect(tried).toMatchObject({ code: 0 });
    expect(existsSync(join(cwd, '.kd', 'runs')) ? readdirSync(join(cwd, '.kd', 'runs')) : []).toEqual([]);
  });

  it.each([
    [['--help'], 'exp run'],
    [['exp', 'run', '--help'], '--workers'],
    [['--version'], '0.'],
    [['explain', 'kd'], 'Hinton'],
    [['explain', 'KD2201'], 'KD2201'],
    [['explain', 'train'], 'epochs'],
    [['explain', 'temperature'], 'of kd (strategy)'],
    [['data', 'ls'], 'CC BY 4.0'],
    [['exp', 'ls'], 'no runs yet'],
  ])('answers %j on standard output', async (args, says) => {
    const { code, stdout, stderr } = await kd(args, { cwd: folderWith({}) });

    expect(stdout).toContain(says);
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });
});
