import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { widthOf } from '../../../src/report/index.js';
import { views } from '../../../src/tui/dash/dash-state.js';
import { samplePlan } from '../../report/helpers/sample-plan.js';
import { linesOf, pressed, runOf, runs, screenOf, underWay } from './dash-of.js';

const running = () => runOf(samplePlan(), underWay);
const led = () => runOf(samplePlan(), underWay, { role: 'leads' });

describe('press', () => {
  it('goes to views by their numbers and back by esc', () => {
    const { state } = pressed(['3', '6', 'esc'], running());

    expect(state.view).toBe('jobs');
    expect(pressed(['esc'], running(), state).state.view).toBe('overview');
  });

  it('chooses a cell by j, a seed by l, and shows that trial by enter', () => {
    const { state } = pressed(['j', 'l', 'enter'], running());

    expect(state).toMatchObject({ view: 'trial', trial: 'first-12' });
    expect(pressed(['l'], running(), state).state.trial).toBe('first-13');
  });

  it('stops a trial only after y', () => {
    expect(pressed(['j', 'l', 'x'], running()).wishes).toEqual([]);
    expect(pressed(['j', 'l', 'x', 'n'], running()).wishes).toEqual([]);
    expect(pressed(['j', 'l', 'x', 'y'], running()).wishes).toEqual([
      { type: 'ask', request: { type: 'stop-trial', trial: 'first-12' } },
    ]);
  });

  it('asks nothing about a trial that is over', () => {
    const { state, wishes } = pressed(['x', 'y'], running());

    expect(wishes).toEqual([]);
    expect(state.prompt).toBeUndefined();
    expect(pressed(['x'], running()).state.message).toBe('trial first-01 is over');
  });

  it('retries a failed trial, and no other', () => {
    expect(pressed(['j', 'l', 'l', 'r'], running()).wishes).toEqual([
      { type: 'ask', request: { type: 'retry-trial', trial: 'first-13' } },
    ]);
    expect(pressed(['r'], running()).wishes).toEqual([]);
    expect(pressed(['j', 'l', 'r'], running()).state.message).toContain('not over yet');
  });

  it('pauses, goes on, and changes the number of workers, never below one', () => {
    const paused = runOf(samplePlan(), [...underWay, [18, { type: 'run-paused' }]]);
    const alone = runOf(samplePlan(), [...underWay, [18, { type: 'workers-changed', workers: 1 }]]);

    expect(pressed(['p'], running()).wishes).toEqual([{ type: 'ask', request: { type: 'pause' } }]);
    expect(pressed(['p'], paused).wishes).toEqual([{ type: 'ask', request: { type: 'go-on' } }]);
    expect(pressed(['+'], running()).wishes).toEqual([{ type: 'ask', request: { type: 'set-workers', workers: 3 } }]);
    expect(pressed(['-'], alone).wishes).toEqual([]);
  });

  it('asks nothing of a run that nobody carries out', () => {
    const over = runOf(samplePlan(), [...underWay, [18, { type: 'run-finished', state: 'stopped' }]]);

    for (const keys of [['p'], ['+'], ['x', 'y'], ['j', 'l', 'l', 'r']]) expect(pressed(keys, over).wishes).toEqual([]);
  });

  it('lets a watcher leave at once, and asks who carries the run out what becomes of it', () => {
    expect(pressed(['q'], running()).wishes).toEqual([{ type: 'leave' }]);
    expect(pressed(['q'], led()).wishes).toEqual([]);
    expect(pressed(['q', 'g'], led()).wishes).toEqual([{ type: 'leave' }]);
    expect(pressed(['q', 's'], led()).wishes).toEqual([{ type: 'ask', request: { type: 'stop' } }]);
    expect(pressed(['q', 'esc'], led())).toMatchObject({ state: { prompt: undefined }, wishes: [] });
  });

  it('filters rows while a text is typed, keeps it by enter and takes it back by esc', () => {
    const { state } = pressed(['/', '4', 'enter'], running());

    expect(linesOf(state, running(), screenOf(100, 30)).join('\n')).toContain('kd, temperature 4');
    expect(linesOf(state, running(), screenOf(100, 30)).join('\n')).not.toContain('  none ');
    expect(pressed(['esc'], running(), state).state.filters.overview).toBe('');
  });

  it('finds cells by the state of their trials', () => {
    const { state } = pressed(['/', ...'failed', 'enter'], running());

    expect(linesOf(state, running(), screenOf(100, 30)).filter(line => /^[▸ ] kd/.test(line))).toHaveLength(1);
  });

  it('stays on its row when rows are sorted', () => {
    const { state } = pressed(['j', 's'], running());

    expect(state.sort).toBe('best');
    expect(state.cursors.overview?.key).toBe('0/1');
    expect(linesOf(state, running(), screenOf(100, 30)).find(line => line.startsWith('▸'))).toContain('temperature 2');
  });

  it('marks cells by space, which c compares alone', () => {
    const { state } = pressed(['space', 'j', 'j', 'space', 'c'], running());
    const shown = linesOf(state, running(), screenOf(100, 30)).join('\n');

    expect([...state.marks]).toEqual(['0/0', '0/2']);
    expect(shown).not.toMatch(/^kd\s+2 /m);
    expect(shown).toMatch(/^kd\s+4 /m);
  });

  it('compares with another cell where b chose it', () => {
    const { state } = pressed(['c', 'j', 'b'], running());

    expect(linesOf(state, running(), screenOf(120, 30)).join('\n')).toContain('against kd, temperature 2 by accuracy');
  });

  it('folds jobs away by h and shows them again by l', () => {
    const folded = pressed(['3', 'h'], running()).state;

    expect(linesOf(folded, running(), screenOf(100, 30)).join('\n')).toContain('teacher wide (19 below)');
    expect(pressed(['l'], running(), folded).state.folded.size).toBe(0);
  });

  it('obeys commands by an unambiguous beginning, and completes them', () => {
    expect(pressed([':', ...'dev', 'enter'], running()).state.view).toBe('devices');
    expect(pressed([':', ...'workers', 'space', '7', 'enter'], running()).wishes).toEqual([
      { type: 'ask', request: { type: 'set-workers', workers: 7 } },
    ]);
    expect(pressed([':', 'c', 'o', 'tab'], running()).state.prompt).toEqual({ type: 'command', text: 'compare ' });
    expect(pressed([':', ...'compere', 'enter'], running()).state.message).toContain('did you mean `compare`?');
    expect(pressed([':', ...'stop', 'enter', 'y'], running()).wishes).toEqual([
      { type: 'ask', request: { type: 'stop' } },
    ]);
  });

  it('judges by another metric, which has no verdict', () => {
    const { state } = pressed([':', ...'metric', 'space', ...'nll', 'enter'], running());
    const shown = linesOf(state, running(), screenOf(120, 30)).join('\n');

    expect(shown).toContain('best   none, nll 0.310');
    expect(shown).not.toContain('verdict');
  });

  it('never fails, and draws within the screen, whatever is pressed in whatever run', () => {
    const keys = [
      ...['up', 'down', 'left', 'right', 'enter', 'esc', 'space', 'tab', 'backspace', 'page-up', 'page-down', 'home'],
      ...['end', 'ctrl-c', 'ctrl-l', 'ctrl-z', ...'123456?/:sgGmcbxrpy+-qnjkhl', '界'],
    ];
    const anyKeys = fc.array(fc.constantFrom(...keys), { maxLength: 40 });
    const names = Object.keys(runs);
    const made = new Map(names.map(name => [name, runs[name]?.() ?? running()]));

    fc.assert(
      fc.property(
        anyKeys,
        fc.constantFrom(...names),
        fc.integer({ min: 1, max: 210 }),
        fc.integer({ min: 1, max: 60 }),
        fc.boolean(),
        (typed, name, columns, rows, unicode) => {
          const run = made.get(name) ?? running();
          const { state } = pressed(typed, run);
          const lines = linesOf(state, run, screenOf(columns, rows, unicode));

          expect(views).toContain(state.view);
          expect(lines.length).toBeLessThanOrEqual(rows);
          expect(lines.every(line => widthOf(line) <= columns)).toBe(true);
        },
      ),
      { numRuns: 150 },
    );
  });
});
