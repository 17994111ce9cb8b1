import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findEngines, isFound } from '../../src/engines/index.js';
import { folderWith, kd, tiny } from './kd.js';

const tensorflow = findEngines(process.env).find(
  one => one.name === 'tensorflow' && one.computesOn === 'cores' && isFound(one),
);

describe('an engine', () => {
  it('that was asked for and is not there ends the command with what would bring it', async () => {
    const cwd = folderWith({ 'tiny.kd': tiny });

    const { code, stderr } = await kd(['exp', 'run', 'tiny.kd', '--engine', 'tensorflow'], {
      cwd,
      env: { HOME: cwd, XDG_DATA_HOME: '' },
    });

    expect(code).toBe(3);
    expect(stderr).toContain('the engine tensorflow cannot be used: it is not installed');
    expect(stderr).toContain('kd engine install tensorflow');
  });

  it('is listed whether it is there or not', async () => {
    const cwd = folderWith({});

    const { code, stdout } = await kd(['engine', 'ls', '--json'], { cwd, env: { HOME: cwd, XDG_DATA_HOME: '' } });

    expect(code).toBe(0);
    const listed = JSON.parse(stdout) as { readonly name: string }[];
    expect(new Set(listed.map(({ name }) => name))).toEqual(new Set(['wasm', 'tensorflow', 'webgpu']));
  });

  it('that cannot be loaded is told by the doctor with the reason, and never taken', async () => {
    const cwd = folderWith({ 'tiny.kd': tiny });
    const folder = join(cwd, '.local', 'share', 'kd', 'engines', 'tensorflow');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'engine.json'), '{"format":1,"tensorflow":"2.21.0","binding":"4.22.0"}');
    const env = { HOME: cwd, XDG_DATA_HOME: '', XDG_CACHE_HOME: join(cwd, 'cache'), KD_ENGINE: 'auto' };

    const { code, stdout } = await kd(['doctor'], { cwd, env });

    expect(code).toBe(0);
    expect(stdout).toContain('→  wasm');
    expect(stdout).toContain('✖  tensorflow (cores)');
    expect(stdout).toContain('TensorFlow could not be loaded');
  });

  it.each([['wasm'], ['webgpu'], ['pytorch']])('%s is not installed by kd, which says what there is', async name => {
    const cwd = folderWith({});

    const { code, stderr } = await kd(['engine', 'install', name], { cwd });

    expect(code).toBe(2);
    expect(stderr).toContain('help:');
  });

  it('is told what it would fetch before anything is fetched', async () => {
    const cwd = folderWith({});

    const { code, stdout, stderr } = await kd(['engine', 'install', 'tensorflow', '--dry-run'], {
      cwd,
      env: { HOME: cwd, XDG_DATA_HOME: '' },
    });

    // Without pip or a compiler, the lines that would bring them instead.
    if (code === 0) expect(stdout).toMatch(/tensorflow-cpu 2\.21\.0 by pip \(about 273\.8 MB\)/);
    else expect(stderr).toContain('this needs');
  });

  it.skipIf(!tensorflow)('tensorflow, where it is installed, runs an experiment and signs the report', async () => {
    const cwd = folderWith({ 'tiny.kd': tiny });
    const args = ['exp', 'run', 'tiny.kd', '--engine', 'tensorflow'];

    const { code, stdout } = await kd(args, { cwd });
    const again = await kd(args, { cwd });

    expect(code).toBe(0);
    expect(stdout).toContain('Computed by tensorflow 2.');
    const withoutName = (text: string): string => text.replace(/^Run .*$/m, '');
    expect(withoutName(again.stdout)).toBe(withoutName(stdout));
  });

  it.skipIf(!tensorflow)('tensorflow gives the same bits in every process', async () => {
    const summaries = await Promise.all(
      [1, 2].map(async workers => {
        const cwd = folderWith({ 'tiny.kd': tiny });
        await kd(['exp', 'run', 'tiny.kd', '--engine', 'tensorflow', '--workers', String(workers)], { cwd });
        const { stdout } = await kd(['exp', 'show', '--json'], { cwd });
        return (JSON.parse(stdout) as { readonly experiments: { readonly cells: unknown }[] }).experiments[0]?.cells;
      }),
    );

    expect(summaries[0]).toBeDefined();
    expect(summaries[0]).toEqual(summaries[1]);
  });
});
