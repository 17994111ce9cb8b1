import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { hasPythonPackages, python } from '../helpers/python.js';
import { ended, folderWith, kd, startKd, tiny } from './kd.js';

describe('kd exp export', { timeout: 120_000 }, () => {
  it('makes all that is asked for in one go, and writes over nothing unless it is told to', async () => {
    const cwd = folderWith({ 'tiny.kd': tiny });
    await kd(['exp', 'run', 'tiny.kd'], { cwd });
    const everything = ['--csv', 'out', '--parquet', 'all.parquet', '--trace', 'trace.tsv', '--tensorboard', 'boards'];
    mkdirSync(join(cwd, 'out'));
    writeFileSync(join(cwd, 'out', 'cells.csv'), 'mine');

    const refused = await kd(['exp', 'export', ...everything], { cwd });
    const before = readdirSync(cwd).sort();
    const forced = await kd(['exp', 'export', '--force', ...everything], { cwd });

    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(/out\/cells\.csv is there already; nothing was written/);
    expect(before).toEqual(['.kd', 'out', 'tiny.kd']);
    expect(forced).toMatchObject({ code: 0, stderr: '' });
    expect(readdirSync(join(cwd, 'out')).sort()).toEqual(['cells.csv', 'epochs.csv', 'trials.csv']);
    expect(readFileSync(join(cwd, 'out', 'cells.csv'), 'utf8')).not.toContain('mine');
    const epochs = readFileSync(join(cwd, 'out', 'epochs.csv'), 'utf8')
      .trimEnd()
      .split('\r\n');
    expect(epochs).toHaveLength(1 + 4 * 2);
    expect(readFileSync(join(cwd, 'all.parquet')).subarray(-4).toString()).toBe('PAR1');
  });

  it.runIf(hasPythonPackages('tensorboard'))('a run leaves the same curves for TensorBoard as it exports', async () => {
    const cwd = folderWith({ 'tiny.kd': tiny });
    await kd(['exp', 'run', 'tiny.kd'], { cwd });
    await kd(['exp', 'export', '--tensorboard', 'boards'], { cwd });
    const [run = ''] = readdirSync(join(cwd, '.kd', 'runs'));

    const live = curvesIn(join(cwd, '.kd', 'runs', run, 'results', 'tensorboard'));
    const exported = curvesIn(join(cwd, 'boards', run));

    expect(live).toEqual(exported);
    const students = Object.entries(live).filter(([name]) => !name.startsWith('teacher'));
    expect(students).toHaveLength(4);
    for (const [, tags] of students) {
      expect(tags['loss/hard']).toHaveLength(2);
      expect(tags['final/accuracy']).toHaveLength(1);
      expect(tags).toHaveProperty(['_hparams_/session_end_info']);
    }
  });

  it.runIf(hasPythonPackages('tensorboard'))('a run that takes a trial from the store has its curves', async () => {
    const cwd = folderWith({ 'tiny.kd': tiny });
    await kd(['exp', 'run', '--seed', '1', '--only', 'strategy=none', 'tiny.kd'], { cwd });
    await kd(['exp', 'run', '--seed', '1', 'tiny.kd'], { cwd });

    // The second run takes the first one's trial from the store, with its epochs.
    const students = readdirSync(join(cwd, '.kd', 'runs')).map(run =>
      Object.entries(curvesIn(join(cwd, '.kd', 'runs', run, 'results', 'tensorboard'))).filter(
        ([name]) => !name.startsWith('teacher'),
      ),
    );
    const [[only] = [], both = []] = students.sort((a, b) => a.length - b.length);
    const again = both.find(([name]) => name.includes('none'));

    expect(only?.[1]['loss/hard']).toHaveLength(2);
    expect(again?.[1]['loss/hard']).toEqual(only?.[1]['loss/hard']);
    expect(again?.[1]['final/accuracy']).toEqual(only?.[1]['final/accuracy']);
  });

  it.runIf(hasPythonPackages('tensorboard'))('curves have every step once after the head was killed', async () => {
    const cwd = folderWith({ 'tiny.kd': tiny.replace('epochs 2 ', 'epochs 40 ').replace('each 1..2', '1') });
    const child = startKd(['exp', 'run', '--workers', '1', '--only', 'strategy=none', '--ui', 'json', 'tiny.kd'], {
      cwd,
    });
    let seen = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      seen += chunk.toString();
      if (/"epoch":[2-9],"epochs":40/.test(seen)) child.kill('SIGKILL');
    });
    await ended(child);

    expect(await kd(['exp', 'resume'], { cwd })).toMatchObject({ code: 0 });

    const [run = ''] = readdirSync(join(cwd, '.kd', 'runs'));
    const boards = join(cwd, '.kd', 'runs', run, 'results', 'tensorboard');
    const [student = ''] = readdirSync(boards).filter(name => !name.startsWith('teacher'));
    const losses = curvesIn(boards)[student]?.['loss/hard'] ?? [];
    expect(readdirSync(join(boards, student))).toHaveLength(2);
    expect(losses.map(([step]) => step)).toEqual(Array.from({ length: 40 }, (_, at) => at + 1));
  });
});

type Curves = Record<string, Record<string, [number, number][]>>;

/** Steps and values by folder and tag, by TensorBoard's own reader. */
const curvesIn = (root: string): Curves =>
  JSON.parse(
    python(
      `
import json, os, sys
from tensorboard.backend.event_processing.plugin_event_accumulator import EventAccumulator
from tensorboard.util import tensor_util
root = json.load(sys.stdin)
found = {}
for name in sorted(os.listdir(root)):
    events = EventAccumulator(os.path.join(root, name))
    events.Reload()
    found[name] = {tag: [[e.step, float(tensor_util.make_ndarray(e.tensor_proto).sum())] for e in events.Tensors(tag)]
                   for tag in events.Tags()['tensors']}
print(json.dumps(found))
`,
      root,
    ),
  );
