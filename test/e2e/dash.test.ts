import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

import { hasTmux, type InTmux, inTmux } from './in-tmux.js';
import { folderWith, kd, tiny } from './kd.js';
import { factsOf, newestRun, until, untilFact } from './run-watcher.js';

/** A run that would take minutes, of jobs that write checkpoints at once. */
const long = tiny.replaceAll('epochs 2 ', 'epochs 2000 ');

const cwds: string[] = [];
const terminals: InTmux[] = [];

function folderOf(experiment: string): string {
  const cwd = folderWith({ 'tiny.kd': experiment });
  cwds.push(cwd);
  return cwd;
}

function terminalIn(cwd: string, columns = 100, rows = 30, env: Readonly<Record<string, string>> = {}): InTmux {
  const terminal = inTmux(cwd, columns, rows, env);
  terminals.push(terminal);
  return terminal;
}

/** A folder with a run under way that nobody watches. */
async function runUnderWay(): Promise<string> {
  const cwd = folderOf(long);
  await kd(['exp', 'run', '--workers', '1', 'tiny.kd', '--detach'], { cwd });
  await untilFact(cwd, 'epoch-finished');
  return cwd;
}

afterEach(() => {
  for (const terminal of terminals.splice(0)) terminal.close();
  for (const cwd of cwds.splice(0)) {
    const head = existsSync(join(cwd, '.kd', 'runs')) ? newestRun(cwd).head() : undefined;
    if (head) process.kill(head.pid, 'SIGKILL');
  }
});

const watch = 'kd exp watch; echo left with $?';

/** The shell's own screen and a cursor, and the shell hears what is typed, as before. */
async function expectWhole(terminal: InTmux): Promise<void> {
  await until(() => !terminal.modes().alternate);
  expect(terminal.modes()).toEqual({ alternate: false, cursor: true });
  terminal.enter('echo whole-$((40 + 2))');
  await terminal.shows('whole-42');
  expect(terminal.screen()).toContain('before the dashboard');
}

describe.skipIf(!hasTmux)('the dashboard', { timeout: 90_000 }, () => {
  it('shows a run under way by its keys, and leaves it alone by q', async () => {
    const cwd = await runUnderWay();
    const terminal = terminalIn(cwd);
    terminal.enter('echo before the dashboard');

    terminal.enter(watch);
    await terminal.shows('[1 overview]');
    terminal.type('3');
    await terminal.shows(/\[3 jobs\].*teacher mlp/s);
    terminal.type('4');
    await terminal.shows(/\[4 devices\].*cores/s);
    terminal.type('6');
    await terminal.shows(/\[6 log\].*started/s);
    terminal.type('?');
    await terminal.shows('stop a trial (asks)');
    terminal.type('q');
    await terminal.shows('left with 0');

    await expectWhole(terminal);
    expect(newestRun(cwd).head()).toBeDefined();
    expect(factsOf(cwd).some(({ type }) => type === 'stop-asked')).toBe(false);
  });

  it('stops one trial by x and y, and asks for a pause and a worker', async () => {
    const cwd = await runUnderWay();
    const terminal = terminalIn(cwd);
    terminal.enter(watch);
    await terminal.shows('[1 overview]');

    terminal.type('j', 'x');
    await terminal.shows('y stops it');
    terminal.type('y');
    await untilFact(cwd, 'trial-finished');
    terminal.type('p');
    await untilFact(cwd, 'run-paused');
    terminal.type('+');
    await untilFact(cwd, 'workers-changed');

    const ended = factsOf(cwd).filter(event => event.type === 'trial-finished');
    expect(ended).toMatchObject([{ state: 'canceled', because: 'trial-stopped' }]);
    await terminal.shows(/1 stopped.*paused|paused.*1 stopped/s);
  });

  it('is attached twice, killed and attached again, and the run does not mind', async () => {
    const cwd = await runUnderWay();
    const [one, two] = [terminalIn(cwd), terminalIn(cwd, 60, 20)];
    one.enter(watch);
    await one.shows('[1 overview]');
    const pid = one.foreground();
    two.enter(watch);
    await two.shows('[1 overview]');

    process.kill(pid, 'SIGKILL');
    await one.shows('left with 137');
    one.enter('reset');
    one.enter(watch);

    await one.shows('[1 overview]');
    await two.shows('[1 overview]');
    expect(newestRun(cwd).head()).toBeDefined();
  });

  it.each(['SIGTERM', 'SIGHUP', 'SIGINT'] as const)('leaves the terminal whole after %s', async signal => {
    const cwd = await runUnderWay();
    const terminal = terminalIn(cwd);
    terminal.enter('echo before the dashboard');
    terminal.enter(watch);
    await terminal.shows('[1 overview]');
    expect(terminal.modes()).toEqual({ alternate: true, cursor: false });

    process.kill(terminal.foreground(), signal);

    await terminal.shows('left with');
    await expectWhole(terminal);
  });

  it('gives the terminal back for Ctrl-Z and takes it again for fg', async () => {
    const cwd = await runUnderWay();
    const terminal = terminalIn(cwd);
    terminal.enter('echo before the dashboard');
    terminal.enter(watch);
    await terminal.shows('[1 overview]');

    terminal.type('C-z');
    await terminal.shows('Stopped');
    await expectWhole(terminal);
    terminal.enter('fg');
    await terminal.shows('[1 overview]');
    terminal.type('3');
    await terminal.shows('[3 jobs]');
    terminal.type('q');
    await terminal.shows('goes on. Watch it again');

    await expectWhole(terminal);
  });

  it('follows the size of its terminal, down to one that is too small', async () => {
    const cwd = await runUnderWay();
    const terminal = terminalIn(cwd, 120, 30);
    terminal.enter(watch);
    await terminal.shows('[1 overview]');

    terminal.resize(60, 20);
    await terminal.shows(screen => screen.split('\n').length >= 20 && /q leave\s*$/.test(screen.trimEnd()));
    terminal.resize(30, 8);
    await terminal.shows('too small for more');
    terminal.resize(200, 50);
    await terminal.shows(/\[1 overview\].*: command {2}\? help {2}q leave/s);
  });

  it('writes no colour with NO_COLOR, nothing beyond ASCII with LANG=C, and sentences for a screen reader', async () => {
    const cwd = await runUnderWay();
    const bare = terminalIn(cwd, 100, 30, { NO_COLOR: '1', LC_ALL: 'C', LANG: 'C' });
    const spoken = terminalIn(cwd, 100, 30, { INK_SCREEN_READER: 'true' });

    bare.enter(watch);
    spoken.enter(watch);

    await bare.shows('[1 overview]');
    await spoken.shows('Question mark tells all keys');
    expect([...bare.screen()].filter(character => character > '~')).toEqual([]);
    expect(spoken.modes().alternate).toBe(false);
    spoken.type('j');
    await spoken.shows('Cell 2 of 2: kd');
    spoken.type('q');
    await spoken.shows('left with 0');
  });
});

describe.skipIf(!hasTmux)('kd exp run --ui dash', { timeout: 90_000 }, () => {
  const run = 'kd exp run --workers 1 tiny.kd --ui dash; echo left with $?';

  it('lets the run go on by q and g', async () => {
    const cwd = folderOf(long);
    const terminal = terminalIn(cwd);
    terminal.enter(run);
    await untilFact(cwd, 'epoch-finished');

    terminal.type('q');
    await terminal.shows('g lets the run go on');
    terminal.type('g');
    await terminal.shows('left with 0');

    expect(newestRun(cwd).head()).toBeDefined();
    expect(factsOf(cwd).some(({ type }) => type === 'stop-asked')).toBe(false);
  });

  it('stops the run by q and s, shows that it did, and reports it by q', async () => {
    const cwd = folderOf(long);
    const terminal = terminalIn(cwd);
    terminal.enter(run);
    await untilFact(cwd, 'epoch-finished');

    terminal.type('q', 's');
    await untilFact(cwd, 'run-finished');
    await terminal.shows(/ stopped {2}\d/);
    terminal.type('q');

    await terminal.shows('left with 130');
    expect(terminal.modes()).toEqual({ alternate: false, cursor: true });
  });

  it('stops the run when it is told to end, and leaves the terminal whole', async () => {
    const cwd = folderOf(long);
    const terminal = terminalIn(cwd);
    terminal.enter(run);
    await untilFact(cwd, 'epoch-finished');

    terminal.type('C-z');
    await terminal.shows('Stopped');
    terminal.enter('kill %1; fg');

    await terminal.shows('It was stopped');
    expect(terminal.modes()).toEqual({ alternate: false, cursor: true });
    expect(factsOf(cwd).at(-1)).toMatchObject({ type: 'run-finished', state: 'stopped' });
  });

  it('stays when the run is over, and tells its results when it is left', async () => {
    const cwd = folderOf(tiny);
    const terminal = terminalIn(cwd);
    terminal.enter(run);
    await untilFact(cwd, 'run-finished');

    await terminal.shows(/ done {2}\d.*best/s);
    terminal.type('q');

    await terminal.shows('left with 0');
  });
});
