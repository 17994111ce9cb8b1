import { describe, expect, it } from 'vitest';
import { firstState, views } from '../../../src/tui/dash/dash-state.js';
import { spokenFocus, spokenSummary } from '../../../src/tui/dash/spoken.js';
import { samplePlan } from '../../report/helpers/sample-plan.js';
import { pressed, runOf, underWay } from './dash-of.js';

const running = () => runOf(samplePlan(), underWay);

describe('the dashboard for a screen reader', () => {
  it('says in sentences how the run is doing, what is best and what went wrong', () => {
    expect(spokenSummary(firstState, running())).toMatchInlineSnapshot(`
      [
        "Run 2026-11-22-0412-amber is running, for 30 s.",
        "4 of 9 trials are done, 1 failed. About 10 s left.",
        "Best kd, temperature 2, accuracy 95.00 %, +4.00 against none: too few seeds.",
        "Wrong 1 trial failed, cell 1, seed 3: diverged: loss kd is NaN at step 17.",
      ]
    `);
  });

  it('says what is under the cursor', () => {
    expect(spokenFocus(pressed(['j', 'l'], running()).state, running())).toMatchInlineSnapshot(`
      [
        "Cell 2 of 3: kd, temperature 2, 1 of 3 seeds done, accuracy 95.00 %, no difference shown.",
        "Seed 2: running, trial first-12.",
      ]
    `);
    expect(spokenFocus(pressed(['3', 'j'], running()).state, running())).toMatchInlineSnapshot(`
      [
        "Job 2 of 20: teacher wide on test, done in 1.0 s.",
      ]
    `);
  });

  it('says what it asks', () => {
    expect(spokenFocus(pressed(['j', 'l', 'x'], running()).state, running())).toEqual([
      'stop trial first-12 (cell 1, seed 2)?  y stops it, any other key does not',
    ]);
  });

  it.each(views)('has no picture in its words for %s', view => {
    const text = spokenFocus({ ...firstState, view }, running()).join('\n');

    expect(text).not.toBe('');
    expect(text).not.toMatch(/[\u2500-\u259F\u2800-\u28FF]/);
  });
});
