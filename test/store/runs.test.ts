import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { openStore, type RunFolder, type Runs } from '../../src/store/index.js';
import { thisProcess } from '../../src/store/process-identity.js';
import { planOf } from '../helpers/plans.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

const started = new Date(2026, 10, 22, 4, 12);
const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);
const minutesLater = (minutes: number): Date => new Date(started.getTime() + minutes * 60_000);

const newRuns = (): Runs => openStore(temporaryFolder()).runs;
const create = (runs: Runs, plan: object = { jobs: [] }, when = started): RunFolder =>
  runs.create({ plan, sources: [], started: when });

describe('runs', () => {
  it('are named by date, time and a word', () => {
    expect(create(newRuns()).name).toMatch(/^2026-11-22-0412-[a-z]+$/);
  });

  it('of one minute get different words', () => {
    const runs = newRuns();

    expect(create(runs).name).not.toBe(create(runs).name);
  });

  it('are listed oldest first, those of one minute too', () => {
    const runs = newRuns();
    const names = [1, 0, 0, 0].map(minutes => create(runs, {}, minutesLater(minutes)).name);

    expect(runs.list().map(run => run.name)).toEqual([...names.slice(1), names[0]]);
  });

  it('are found by any unambiguous part of their name, and without one by being the newest', () => {
    const runs = newRuns();
    const [first, second] = [create(runs), create(runs, {}, minutesLater(60))];

    expect(runs.find('0412').name).toBe(first.name);
    expect(runs.find(second.name).name).toBe(second.name);
    expect(runs.find().name).toBe(second.name);
  });

  it('say which names are meant where a part is ambiguous, and that a part is in none', () => {
    const runs = newRuns();
    const [first, second] = [create(runs), create(runs, {}, minutesLater(60))];

    expect(() => runs.find('2026')).toThrow(`\`2026\` is a part of 2 names of runs: ${first.name}, ${second.name}`);
    expect(() => runs.find('1999')).toThrow('no run is named `1999`');
    expect(() => newRuns().find()).toThrow('there is no run yet');
  });

  it('of the same plan are found, newest first', () => {
    const runs = newRuns();
    const [first, , third] = [1, 2, 1].map((seed, index) => create(runs, { seed }, minutesLater(index)));

    expect(runs.ofPlan({ seed: 1 }).map(run => run.name)).toEqual([third?.name, first?.name]);
  });

  it('keep the plan and the sources, in the places these had to each other', () => {
    const plan = planOf([{ name: 'job' }]);
    const sources = [
      { path: '/home/me/exp/deep/a.kd', text: 'use "../shared.kd"' },
      { path: '/home/me/exp/shared.kd', text: 'let é = 1' },
    ];

    const run = newRuns().create({ plan, sources, started });

    expect(run.plan()).toEqual(plan);
    expect(readFileSync(join(run.folder, 'source', 'deep', 'a.kd'), 'utf8')).toBe('use "../shared.kd"');
    expect(readFileSync(join(run.folder, 'source', 'shared.kd'), 'utf8')).toBe('let é = 1');
  });
});

describe('the head of a run', () => {
  const now = (): Date => started;
  const headFile = (run: RunFolder): string => join(run.folder, 'head.json');

  it('is known while it holds the run', () => {
    const run = create(newRuns());

    const lock = run.takeHead(now);

    expect(run.head()).toMatchObject({ pid: process.pid, host: hostname() });
    lock.release();
    expect(run.head()).toBeUndefined();
  });

  it('is one only', () => {
    const run = create(newRuns());
    run.takeHead(now);

    expect(() => run.takeHead(now)).toThrow(`process ${process.pid} on ${hostname()} has run this since`);
  });

  it('that was killed is replaced', async () => {
    const run = create(newRuns());
    const child = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)']);
    await once(child, 'spawn');
    writeFileSync(headFile(run), JSON.stringify({ ...thisProcess(), pid: child.pid, since: '', heartbeat: '' }));
    child.kill('SIGKILL');
    await once(child, 'exit');

    run.takeHead(now);

    expect(run.head()?.pid).toBe(process.pid);
  });

  it('is dead where its number belongs to another process now, or the machine was started again', () => {
    const run = create(newRuns());
    for (const other of [{ startTime: 'then' }, { bootId: 'another' }]) {
      writeFileSync(headFile(run), JSON.stringify({ ...thisProcess(), since: '', heartbeat: '', ...other }));

      expect(run.head()).toBeUndefined();
    }
  });

  it('on another host lives as long as its heart beats', () => {
    const run = create(newRuns());
    const elsewhere = { ...thisProcess(), host: 'elsewhere', since: '', heartbeat: started.toISOString() };
    writeFileSync(headFile(run), JSON.stringify(elsewhere));

    expect(run.head()?.host).toBe('elsewhere');
    utimesSync(headFile(run), minutesAgo(1), minutesAgo(1));
    expect(run.head()?.host).toBe('elsewhere');
    utimesSync(headFile(run), minutesAgo(3), minutesAgo(3));
    expect(run.head()).toBeUndefined();
  });

  it('whose file a kill left half-written is none', () => {
    const run = create(newRuns());
    writeFileSync(headFile(run), '{"host":"here","pi');

    run.takeHead(now).release();

    expect(run.head()).toBeUndefined();
  });
});
