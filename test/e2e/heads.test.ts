import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

import { folderWith, kd, startKd, tiny } from './kd.js';
import { hasTerminals, onTerminal } from './on-terminal.js';
import { factsOf, headOf, newestRun, untilFact, workersOf } from './run-watcher.js';

/** A run that would take minutes, of jobs that write checkpoints at once. */
const long = tiny.replaceAll('epochs 5', 'epochs 2000').replaceAll('epochs 2 ', 'epochs 2000 ');

const typesOf = (cwd: string): string[] => factsOf(cwd).map(({ type }) => type);
const stopsOf = (cwd: string) => factsOf(cwd).filter(event => event.type === 'stop-asked');

/** Folders in which a test may have left a head to itself. */
const cwds: string[] = [];

function folderOf(experiment: string): string {
  const cwd = folderWith({ 'tiny.kd': experiment });
  cwds.push(cwd);
  return cwd;
}

afterEach(() => {
  for (const cwd of cwds.splice(0)) {
    const head = existsSync(join(cwd, '.kd', 'runs')) ? newestRun(cwd).head() : undefined;
    if (head) process.kill(head.pid, 'SIGKILL');
  }
});

const run = ['exp', 'run', '--workers', '1', 'tiny.kd'];

describe.skipIf(!hasTerminals)('a run on a terminal', { timeout: 60_000 }, () => {
  it('is carried out by a process in a session of its own, and reported by the command', async () => {
    const cwd = folderOf(tiny);

    const terminal = onTerminal(run, cwd);
    const head = await headOf(cwd);

    expect(head.pid).not.toBe(await terminal.pid());
    expect(await terminal.ended).toBe(0);
    expect(terminal.screen()).toContain('4/4 trials');
    expect(terminal.screen()).toContain('against none');
  });

  it('stops when its terminal is closed', async () => {
    const cwd = folderOf(long);
    const terminal = onTerminal(run, cwd);
    const head = await headOf(cwd);
    await untilFact(cwd, 'epoch-finished');

    terminal.close();
    await head.isGone();

    expect(stopsOf(cwd)).toMatchObject([{ by: 'terminal' }]);
    expect(typesOf(cwd).at(-1)).toBe('run-finished');
    expect(workersOf(cwd)).toEqual([]);
  });

  it('stops when its command is killed', async () => {
    const cwd = folderOf(long);
    const terminal = onTerminal(run, cwd);
    const head = await headOf(cwd);
    await untilFact(cwd, 'epoch-finished');

    process.kill(await terminal.pid(), 'SIGKILL');
    await head.isGone();

    expect(stopsOf(cwd)).toMatchObject([{ by: 'terminal' }]);
    expect(workersOf(cwd)).toEqual([]);
  });

  it('stops by Ctrl-C, says what it waits for, and ends with 130', async () => {
    const cwd = folderOf(long);
    const terminal = onTerminal(run, cwd);
    await untilFact(cwd, 'epoch-finished');

    terminal.type('\u0003');

    expect(await terminal.ended).toBe(130);
    expect(stopsOf(cwd)).toMatchObject([{ by: 'signal' }]);
    expect(typesOf(cwd).at(-1)).toBe('run-finished');
    expect(terminal.screen()).toContain(`kd exp resume ${newestRun(cwd).name}`);
  });

  it('tells of a head that was killed, and that nothing is lost', async () => {
    const cwd = folderOf(long);
    const terminal = onTerminal(run, cwd);
    await untilFact(cwd, 'epoch-finished');

    process.kill((await headOf(cwd)).pid, 'SIGKILL');

    expect(await terminal.ended).toBe(130);
    expect(terminal.screen()).toContain('was killed');
    expect(terminal.screen()).toContain('nothing that was finished is lost');
  });
});

describe('a run that is detached', { timeout: 60_000 }, () => {
  it('is left running, with words on how to watch and stop it', async () => {
    const cwd = folderOf(tiny);

    const { code, stdout } = await kd([...run, '--detach'], { cwd });

    const { name } = newestRun(cwd);
    expect(code).toBe(0);
    expect(stdout).toContain(`kd exp watch ${name}`);
    expect(stdout).toContain(`kd exp stop ${name}`);
    await (await headOf(cwd)).isGone();
    expect(factsOf(cwd).at(-1)).toMatchObject({ type: 'run-finished', state: 'done' });
    expect(existsSync(join(newestRun(cwd).results, 'summary.json'))).toBe(true);
  });

  it.skipIf(!hasTerminals)('goes on when its terminal is closed', async () => {
    const cwd = folderOf(tiny);
    const terminal = onTerminal([...run, '--detach'], cwd);
    const head = await headOf(cwd);
    expect(await terminal.ended).toBe(0);

    terminal.close();
    await head.isGone();

    expect(factsOf(cwd).at(-1)).toMatchObject({ type: 'run-finished', state: 'done' });
  });

  it('stops in order by a polite kill, however often', async () => {
    const cwd = folderOf(long);
    await kd([...run, '--detach'], { cwd });
    await untilFact(cwd, 'epoch-finished');
    const head = await headOf(cwd);

    for (let again = 0; again < 3; again++) process.kill(head.pid, 'SIGTERM');
    await head.isGone();

    expect(stopsOf(cwd)).toHaveLength(1);
    expect(typesOf(cwd).at(-1)).toBe('run-finished');
  });

  it('goes on by `resume`, of itself or shown, once it was stopped', async () => {
    const cwd = folderOf(tiny);
    await kd([...run, '--detach'], { cwd });
    await untilFact(cwd, 'job-finished');
    const head = await headOf(cwd);
    process.kill(head.pid, 'SIGKILL');
    await head.isGone();

    const resumed = await kd(['exp', 'resume', '--workers', '1'], { cwd });
    const again = await kd(['exp', 'resume'], { cwd });

    expect(resumed).toMatchObject({ code: 0 });
    expect(resumed.stderr).toContain('resumed run');
    expect(again).toMatchObject({ code: 0 });
    expect(again.stdout).toContain('is over: done');
  });
});

describe('kd exp watch', { timeout: 60_000 }, () => {
  it('shows a run to two at once, neither of whom disturbs it', async () => {
    const cwd = folderOf(tiny);
    await kd([...run, '--detach'], { cwd });

    const [one, two] = await Promise.all([kd(['exp', 'watch'], { cwd }), kd(['exp', 'watch'], { cwd })]);

    expect(one).toMatchObject({ code: 0 });
    expect(two).toMatchObject({ code: 0 });
    expect(one.stderr).toContain('done: 4/4 trials');
    expect(one.stdout).toContain('against none');
    expect(two.stdout).toBe(one.stdout);
    expect(stopsOf(cwd)).toEqual([]);
  });

  it.skipIf(!hasTerminals).each([
    ['dash', 'q', 'q leave', 'q'],
    ['dash', 'Ctrl-C', 'q leave', '\u0003'],
    ['live', 'q', 'leaves; the run goes on', 'q'],
    ['live', 'Ctrl-C', 'leaves; the run goes on', '\u0003'],
  ])('leaves the run alone, with --ui %s, by %s', async (ui, _, words, key) => {
    const cwd = folderOf(long);
    await kd([...run, '--detach'], { cwd });
    await untilFact(cwd, 'epoch-finished');
    const watch = onTerminal(['exp', 'watch', '--ui', ui], cwd);
    await watch.shows(words);

    watch.type(key);

    expect(await watch.ended).toBe(0);
    expect(newestRun(cwd).head()).toBeDefined();
    expect(stopsOf(cwd)).toEqual([]);
  });

  it('tells of a run whose head was killed', async () => {
    const cwd = folderOf(long);
    await kd([...run, '--detach'], { cwd });
    await untilFact(cwd, 'epoch-finished');
    const watching = kd(['exp', 'watch'], { cwd });

    process.kill((await headOf(cwd)).pid, 'SIGKILL');
    const { code, stderr, stdout } = await watching;

    expect(code).toBe(130);
    expect(stderr).toContain('is gone');
    expect(stdout).toContain('kd exp resume');
  });
});

describe('requests of a second process', { timeout: 60_000 }, () => {
  it('pause a run, let it go on, and stop it, each with its word', async () => {
    const cwd = folderOf(long);
    await kd([...run, '--detach'], { cwd });
    await untilFact(cwd, 'epoch-finished');

    const paused = await kd(['exp', 'pause'], { cwd });
    const list = await kd(['exp', 'ls'], { cwd });
    const resumed = await kd(['exp', 'resume'], { cwd });
    const stopped = await kd(['exp', 'stop'], { cwd });
    const again = await kd(['exp', 'stop'], { cwd });

    expect(paused).toMatchObject({ code: 0 });
    expect(list.stdout).toMatch(/paused +0\/4/);
    expect(resumed.stdout).toContain('goes on');
    expect(stopped).toMatchObject({ code: 0 });
    expect(stopped.stdout).toContain('is stopped: 0 of 4 trials are done');
    expect(stopsOf(cwd)).toMatchObject([{ by: 'request' }]);
    expect(again).toMatchObject({ code: 2 });
    expect(again.stderr).toContain('kd exp resume');
  });

  it('stop one trial and try it again', async () => {
    const cwd = folderOf(long);
    await kd([...run, '--detach'], { cwd });
    await untilFact(cwd, 'epoch-finished');
    const shown = await kd(['exp', 'show', '--json'], { cwd });
    const trial = shown.stdout.match(/tiny-[0-9a-f]+/)![0];

    const stopped = await kd(['exp', 'stop', trial], { cwd });
    const retried = await kd(['exp', 'retry', trial], { cwd });

    expect(stopped).toMatchObject({ code: 0, stdout: `trial ${trial}: canceled\n` });
    expect(retried).toMatchObject({ code: 0 });
    expect(typesOf(cwd)).toContain('trial-finished');
    expect(newestRun(cwd).head()).toBeDefined();
  });
});

describe('an interrupt of a run in a pipe', { timeout: 60_000 }, () => {
  it('given twice ends what runs at once, and says so', async () => {
    const cwd = folderOf(long);
    const child = startKd([...run], { cwd });
    let stderr = '';
    child.stderr!.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    const whenGone = new Promise<number | null>(resolve => void child.on('close', resolve));
    await untilFact(cwd, 'epoch-finished');

    child.kill('SIGINT');
    await untilFact(cwd, 'stop-asked');
    child.kill('SIGINT');

    expect(await whenGone).toBe(130);
    expect(stderr).toMatch(/stopping: 1 job under way may write a checkpoint/);
    expect(workersOf(cwd)).toEqual([]);
  });

  it('by a reader that is gone stops it in order', async () => {
    const cwd = folderOf(long);
    const child = startKd([...run, '--ui', 'json'], { cwd });
    const whenGone = new Promise<number | null>(resolve => void child.on('close', resolve));
    child.stderr!.resume();
    await untilFact(cwd, 'epoch-finished');

    child.stdout!.destroy();

    expect(await whenGone).toBe(130);
    expect(stopsOf(cwd)).toMatchObject([{ by: 'terminal' }]);
  });
});
