import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { renderToString } from 'ink';
import { describe, expect, it, vi } from 'vitest';
import { dashFrame } from '../../../src/tui/dash/dash-frame.js';
import { DashLines } from '../../../src/tui/dash/dash-lines.js';
import { firstState, views } from '../../../src/tui/dash/dash-state.js';
import { linesOf, runs, screenOf } from './dash-of.js';

vi.hoisted(() => {
  process.env.FORCE_COLOR = '1';
});

const sizes = [
  [60, 20],
  [80, 24],
  [120, 30],
  [200, 40],
] as const;

const pictureFile = (name: string): string => join(import.meta.dirname, 'frames', `${name}.txt`);

function everySize(name: string, view: (typeof views)[number]): string {
  const run = runs[name]?.();
  if (!run) throw new Error(`no run ${name}`);
  return sizes
    .map(([columns, rows]) => {
      const lines = linesOf({ ...firstState, view }, run, screenOf(columns, rows));
      return `== ${columns} x ${rows}\n${lines.map(line => line.trimEnd()).join('\n')}\n`;
    })
    .join('\n');
}

describe('the dashboard, as text of four sizes,', () => {
  it.each(Object.keys(runs))('answers the questions of a run that is %s', async name => {
    await expect(everySize(name, 'overview')).toMatchFileSnapshot(pictureFile(`overview-${name}`));
  });

  it.each(views.filter(view => view !== 'overview'))('shows the view %s of a run under way', async view => {
    await expect(everySize('running', view)).toMatchFileSnapshot(pictureFile(`${view}-running`));
  });
});

describe('the dashboard', () => {
  const running = runs.running?.();
  if (!running) throw new Error('no run');
  const run = running;

  it.each(views)('needs nothing beyond ASCII in its %s where the locale has nothing else', view => {
    const text = linesOf({ ...firstState, view }, run, screenOf(100, 40, false)).join('\n');

    expect([...text].filter(character => character > '~')).toEqual([]);
  });

  it.each(views)('adds colour to its %s without changing a sign or a word', view => {
    const { lines } = dashFrame({ ...firstState, view }, run, screenOf(100, 30));
    const placed = lines.map((line, row) => ({ row, line }));
    const draw = (hasColour: boolean): string =>
      renderToString(<DashLines lines={placed} hasColour={hasColour} />, { columns: 100 });
    const bare = (text: string): string[] => text.split('\n').map(line => line.trimEnd());

    expect(bare(stripVTControlCharacters(draw(true)))).toEqual(bare(draw(false)));
    expect(draw(false)).toBe(stripVTControlCharacters(draw(false)));
    expect(draw(true)).not.toBe(draw(false));
  });

  it('uses no colour but the sixteen of the terminal, and neither black nor white', () => {
    const { lines } = dashFrame(firstState, run, screenOf(100, 30));
    const placed = lines.map((line, row) => ({ row, line }));
    const text = renderToString(<DashLines lines={placed} hasColour />, { columns: 100 });

    const codes = new Set(text.split('\u001B[').flatMap((part, at) => (at > 0 ? [part.split('m')[0]] : [])));

    expect(
      [...codes].filter(code => !['1', '2', '7', '22', '27', '31', '32', '33', '36', '39'].includes(code ?? '')),
    ).toEqual([]);
  });

  it('says what it can where there is hardly room', () => {
    expect(linesOf(firstState, run, screenOf(39, 5))).toMatchInlineSnapshot(`
      [
        "amber  running  0:30  about 10 s left",
        "████░░░  4/9 trials, 1 failed, 10/20 j…",
        "about 10 s left",
        "",
        "too small for more; q leave",
      ]
    `);
  });
});
