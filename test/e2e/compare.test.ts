import { describe, expect, it } from 'vitest';

import { folderWith, kd, tiny } from './kd.js';

describe('kd exp compare', { timeout: 120_000 }, () => {
  it('sets two runs side by side, picks a baseline by a part of its label, and writes tables for a paper', async () => {
    const cwd = folderWith({ 'tiny.kd': tiny });
    await kd(['exp', 'run', 'tiny.kd'], { cwd });
    await kd(['exp', 'run', 'tiny.kd', '--set', 'train.epochs=1'], { cwd });
    const runs = JSON.parse((await kd(['exp', 'ls', '--json'], { cwd })).stdout) as { readonly run: string }[];
    const names = runs.map(({ run }) => run);

    const text = await kd(['exp', 'compare', ...names], { cwd });
    const json = await kd(['exp', 'compare', ...names, '--json', '--against', 'kd, epochs 1'], { cwd });
    const nobody = await kd(['exp', 'compare', ...names, '--against', 'nobody'], { cwd });
    const unmeasured = await kd(['exp', 'compare', ...names, '--by', 'beauty'], { cwd });
    const latex = await kd(['exp', 'report', '--latex'], { cwd });

    expect(text).toMatchObject({ code: 0, stderr: '' });
    expect(text.stdout).toContain('the length of training is not that of the baseline (train.epochs 1 against');
    const { baseline, cells } = JSON.parse(json.stdout);
    expect(baseline).toContain('kd, epochs 1');
    expect(cells).toHaveLength(4);
    expect(cells.filter(({ against }: { against?: object }) => against)).toHaveLength(3);
    expect(nobody).toMatchObject({ code: 2, stderr: expect.stringContaining('no cell is called `nobody`') });
    expect(unmeasured).toMatchObject({ code: 2, stderr: expect.stringContaining('they measured accuracy') });
    expect(latex.stdout).toContain('\\toprule');
  });
});
