import { lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { folderWith, kd } from './kd.js';

const crooked = 'experiment  e{ dataset mnist # why not\n strategy   none }\n';
const straight = 'experiment e {\n  dataset mnist # why not\n  strategy none\n}\n';

describe('kd fmt', () => {
  it('formats in place, keeping comments, and is then content', async () => {
    const cwd = folderWith({ 'a.kd': crooked });

    const first = await kd(['fmt', 'a.kd'], { cwd });
    const again = await kd(['fmt', '--check', 'a.kd'], { cwd });

    expect([first.code, again.code]).toEqual([0, 0]);
    expect(readFileSync(join(cwd, 'a.kd'), 'utf8')).toBe(straight);
  });

  it('with --check writes nothing and fails where a file would change', async () => {
    const cwd = folderWith({ 'a.kd': crooked });

    const { code, stderr } = await kd(['fmt', '--check', 'a.kd'], { cwd });

    expect(code).toBe(1);
    expect(stderr).toContain('a.kd is not formatted');
    expect(readFileSync(join(cwd, 'a.kd'), 'utf8')).toBe(crooked);
  });

  it('filters standard input', async () => {
    const { code, stdout } = await kd(['fmt', '-'], { cwd: folderWith({}), input: crooked });

    expect(code).toBe(0);
    expect(stdout).toBe(straight);
  });

  it('leaves a file with mistakes alone', async () => {
    const cwd = folderWith({ 'a.kd': 'experiment e {' });

    const { code, stderr } = await kd(['fmt', 'a.kd'], { cwd });

    expect(code).toBe(2);
    expect(stderr).toContain('never closed');
    expect(readFileSync(join(cwd, 'a.kd'), 'utf8')).toBe('experiment e {');
  });

  it('writes through a link', async () => {
    const cwd = folderWith({ 'real/a.kd': crooked });
    symlinkSync('real/a.kd', join(cwd, 'link.kd'));

    await kd(['fmt', 'link.kd'], { cwd });

    expect(lstatSync(join(cwd, 'link.kd')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(cwd, 'real/a.kd'), 'utf8')).toBe(straight);
  });
});
