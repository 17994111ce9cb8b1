import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { startLiveView } from '../../src/tui/index.js';
import { cellsDone, events, failed, startMs, type Timed } from '../report/helpers/history.js';
import { metric, samplePlan } from '../report/helpers/sample-plan.js';
import { FakeTerminal } from './helpers/fake-terminal.js';

vi.hoisted(() => {
  process.env.CI = 'false'; // else Ink shows nothing but its last frame
});

const history: Timed[] = [
  ...cellsDone([[0.91, 0.92]]),
  [12, failed('train-1-1', 'diverged', 'loss kd is NaN')],
  [12, { type: 'trial-finished', trial: 'first-11', state: 'failed' }],
  [13, { type: 'run-finished', state: 'failed' }],
];

async function show(terminal: FakeTerminal, colour: boolean): Promise<void> {
  const now = (): number => startMs + 13_000;
  const view = startLiveView(samplePlan(), {
    stream: terminal.asStream(),
    colour,
    unicode: true,
    metric,
    interrupt: 'ends-run',
    now,
  });
  for (const event of events(history)) view.onEvent(event);
  await view.stop();
}

describe('startLiveView', () => {
  it('leaves what happened and one last picture on the screen, and the cursor visible', async () => {
    const terminal = new FakeTerminal(80, 24);

    await show(terminal, false);

    expect(`\n${terminal.screen()}\n`).toMatchInlineSnapshot(`
      "
      ✔ done      trial first-01: accuracy 91.00 %, cell 0, seed 1
      ✔ done      trial first-02: accuracy 92.00 %, cell 0, seed 2
      ✖ failed    cell 1, seed 1: diverged: loss kd is NaN
      ✖ failed    trial first-11: cell 1, seed 1
      ███████░░░░░░░░░░░░░ 2/9 trials, 6/20 jobs, 1 failed
      0:13, failed
      "
    `);
    expect(terminal.written.lastIndexOf('\u001B[?25h')).toBeGreaterThan(terminal.written.lastIndexOf('\u001B[?25l'));
  });

  it('writes no colour where there is to be none', async () => {
    const terminal = new FakeTerminal(80, 24);

    await show(terminal, false);

    expect(terminal.screen()).toBe(stripVTControlCharacters(terminal.screen()));
  });

  it('never clears the screen, however low the terminal', async () => {
    const terminal = new FakeTerminal(80, 3);

    await show(terminal, false);

    expect(terminal.written).not.toContain('\u001B[2J');
  });

  it('leaves the environment as it was', async () => {
    const before = { ...process.env };

    await show(new FakeTerminal(80, 24), true);

    expect(process.env).toEqual(before);
  });
});
