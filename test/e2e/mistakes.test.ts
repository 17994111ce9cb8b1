import { describe, expect, it } from 'vitest';

import { folderWith, kd } from './kd.js';

interface Mistake {
  readonly files: Readonly<Record<string, string>>;
  /** What must stand in the answer. */
  readonly says: readonly string[];
}

const experiment = (settings: string): string => `experiment first {\n${settings}\n}\n`;
const complete = '  dataset digits\n  teacher mlp(32)\n  student mlp(4)\n  strategy kd';

const mistakes: Readonly<Record<string, Mistake>> = {
  'a name nobody knows': {
    files: { 'a.kd': experiment(complete.replace('strategy kd', 'strategy kdd')) },
    says: ['a.kd:5:12: error KD2201', '`kdd`', 'did you mean `kd`?'],
  },
  'a setting nobody knows': {
    files: { 'a.kd': experiment(`${complete}\n  sead 3`) },
    says: ['a.kd:6:3: error KD2101', '`sead`', 'did you mean `seed`?'],
  },
  'a setting in the wrong block': {
    files: { 'a.kd': experiment(`${complete}\n  epochs 3`) },
    says: ['a.kd:6:3: error', '`epochs`', '`train`'],
  },
  'a missing brace': {
    files: { 'a.kd': 'teacher big {\n  net mlp(64)\n\nexperiment first {\n  dataset digits\n}\n' },
    says: ['a.kd:1:13: error KD1'],
  },
  'a wrong unit': {
    files: { 'a.kd': experiment(`${complete}\n  limits { time 20 }`) },
    says: ['a.kd:6:17: error KD2204'],
  },
  'no teacher for a strategy that needs one': {
    files: { 'a.kd': experiment(complete.replace('  teacher mlp(32)\n', '')) },
    says: ['a.kd:4:12: error', 'teacher'],
  },
  'a circle of files': {
    files: { 'a.kd': `use "b.kd"\n${experiment(complete)}`, 'b.kd': 'use "a.kd"\n' },
    says: ['b.kd:1:5: error KD2011'],
  },
  'a file that is not there': {
    files: {},
    says: ['a.kd', 'there is no such file'],
  },
};

describe('a mistake in a file', () => {
  it.each(Object.entries(mistakes))('%s: is told at its place, and nothing is run', async (_name, { files, says }) => {
    const { code, stdout, stderr } = await kd(['exp', 'run', 'a.kd'], { cwd: folderWith(files) });

    for (const text of says) expect(stderr).toContain(text);
    expect(stderr).not.toContain('at file:');
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  it('is told once for each habit of YAML, and the rest is read', async () => {
    const yaml =
      "experiment first {\n  dataset: digits,\n  student = mlp(4)\n  strategy none // no teacher\n  about 'x'\n}\n";

    const { stdout } = await kd(['exp', 'check', '--format', 'json', 'a.kd'], { cwd: folderWith({ 'a.kd': yaml }) });

    const lines = (JSON.parse(stdout) as { line: number }[]).map(({ line }) => line);
    expect(lines).toEqual([2, 2, 3, 4, 5]);
  });

  it('is told with all the others, in the order of the text', async () => {
    const two = experiment(complete.replace('mlp(32)', 'mpl(32)').replace('strategy kd', 'strategy kdd'));

    const { stderr } = await kd(['exp', 'check', 'a.kd'], { cwd: folderWith({ 'a.kd': two }) });

    expect(stderr.match(/^a\.kd:\d+:\d+/gm)).toEqual(['a.kd:3:11', 'a.kd:5:12']);
    expect(stderr).toContain('2 errors');
  });

  it('is found in standard input too', async () => {
    const { code, stderr } = await kd(['exp', 'check', '-'], { cwd: folderWith({}), input: 'teacher {' });

    expect(stderr).toMatch(/^<stdin>:1:/);
    expect(code).toBe(2);
  });

  it('is a message and no stack trace, whatever bytes the file holds', async () => {
    const cwd = folderWith({ 'a.kd': '\u0000\u001b[2J{{{{(((\ufffd"\n]]]' });

    const { code, stderr } = await kd(['exp', 'check', 'a.kd'], { cwd });

    expect(stderr).toContain('a.kd:1:');
    expect(stderr).not.toContain('\u001b');
    expect(code).toBe(2);
  });
});

describe('a mistake on the command line', () => {
  it.each([
    [['exp', 'rnu', 'a.kd'], 'Did you mean run?'],
    [['exp', 'run', '--wrokers', '2', 'a.kd'], 'Did you mean --workers?'],
    [['exp', 'run', '--workers', 'two', 'a.kd'], 'A whole number from 1 is wanted'],
    [['exp', 'run', '--ui', 'fancy', 'a.kd'], 'Allowed choices'],
    [['exp', 'run'], 'file'],
    [['exp', 'run', '--set', 'epochs', 'a.kd'], '--set train.epochs=2'],
    [['exp', 'run', '--set', 'train.epohcs=3', 'a.kd'], 'did you mean `epochs`?'],
    [['exp', 'run', '--only', 'frist', 'a.kd'], 'did you mean `first`?'],
    [['exp', 'run', '--executor', 'slurm', 'a.kd'], 'not there yet'],
    [['lsp'], 'not there yet'],
    [['exp', 'show', 'nothing'], 'there is no run yet'],
    [['explain', 'temprature'], 'did you mean `temperature`?'],
    [['explain', 'KD9999'], 'KD9999'],
    [['new', '1st'], '`1st`'],
  ])('%j: says "%s"', async (args, says) => {
    const { code, stdout, stderr } = await kd(args, { cwd: folderWith({ 'a.kd': experiment(complete) }) });

    expect(stderr).toContain(says);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  it('can be made in a variable too', async () => {
    const { code, stderr } = await kd(['exp', 'plan', 'a.kd'], { cwd: folderWith({}), env: { KD_WORKERS: 'two' } });

    expect(stderr).toContain("'KD_WORKERS'");
    expect(code).toBe(2);
  });
});

describe('something missing on this machine', () => {
  it('a data set: is told with what to do about it', async () => {
    const file = experiment(complete.replace('digits', 'fashion-mnist("nowhere")'));

    const { code, stderr } = await kd(['exp', 'run', 'a.kd'], { cwd: folderWith({ 'a.kd': file }) });

    expect(stderr).toContain('fashion-mnist');
    expect(stderr).toContain('apt-get install dataset-fashion-mnist');
    expect(code).toBe(2);
  });

  it('a store that cannot be written: ends with 3', async () => {
    const cwd = folderWith({ 'a.kd': experiment(complete), store: 'a file' });

    const { code, stderr } = await kd(['exp', 'run', '--store', 'store', 'a.kd'], { cwd });

    expect(stderr).toContain('store');
    expect(code).toBe(3);
  });
});
