import type { Plan, RunEvent } from '../../report/index.js';
import { type DashState, firstState, told } from './dash-state.js';
import { DashStore } from './dash-store.js';
import { press } from './press.js';
import { readKeys } from './read-keys.js';
import { spokenFocus, spokenSummary } from './spoken.js';
import type { Dash, DashOptions } from './start-dash.js';
import type { Wish } from './wish.js';

const summaryEveryMs = 60_000;
const readDevicesEveryMs = 5_000;

/** The dashboard for a screen reader: lines are only added, each says one thing, and nothing moves. */
export function startSpokenDash(plan: Plan, earlier: readonly RunEvent[], options: DashOptions): Dash {
  const { stream, metric, classes, role, jobLog, ask } = options;
  const store = new DashStore(plan, { metric, classes, role, jobLog, now: Date.now });
  for (const event of earlier) store.add(event);
  let state: DashState = firstState;
  let heard: readonly string[] = [];
  let settle: { leave: () => void; fail: (error: unknown) => void } = { leave() {}, fail() {} };
  const left = new Promise<void>((leave, fail) => {
    settle = { leave, fail };
  });
  left.catch(() => {}); // told by who waits for it
  const guarded =
    <Args extends readonly unknown[]>(act: (...args: Args) => void) =>
    (...args: Args): void => {
      try {
        act(...args);
      } catch (error) {
        settle.fail(error);
      }
    };
  const say = (lines: readonly string[]): void => void stream.write(`${lines.join('\n')}\n`);
  const sayFocus = (): void => {
    const focus = spokenFocus(state, store.look());
    const isSame = focus.length === heard.length && focus.every((text, at) => text === heard[at]);
    heard = focus;
    if (!isSame) say(focus);
  };
  const grant = (wish: Wish): void => {
    switch (wish.type) {
      case 'leave':
        settle.leave();
        return;
      case 'redraw':
        say([...spokenSummary(state, store.look()), ...heard]);
        return;
      case 'suspend':
        return; // its lines stand in the scrollback: there is nothing to give back
      case 'ask':
        ask(wish.request).then(
          guarded(text => sayTold(text)),
          guarded((error: unknown) => sayTold(error instanceof Error ? error.message : String(error))),
        );
    }
  };
  const sayTold = (text: string): void => {
    state = told(state, text);
    sayFocus();
  };
  const hear = guarded((typed: string) => {
    for (const key of readKeys(typed)) {
      const pressed = press(state, key, store.look(), { top: 0, page: 10, lines: 0 });
      state = pressed.state;
      sayFocus();
      if (pressed.wish) grant(pressed.wish);
    }
  });

  let isReading = false;
  const read = (): void => {
    if (isReading || state.view !== 'devices') return;
    isReading = true;
    options.readDevices(store.workers()).then(
      guarded(readings => {
        isReading = false;
        store.setDevices(readings);
      }),
      settle.fail,
    );
  };
  const closeInput = options.onInput(hear);
  const timers = [
    setInterval(
      guarded(() => say(spokenSummary(state, store.look()))),
      summaryEveryMs,
    ),
    setInterval(guarded(read), readDevicesEveryMs),
  ];
  say([...spokenSummary(state, store.look()), 'Question mark tells all keys, q leaves.']);
  sayFocus();
  return {
    onEvent(event) {
      store.add(event);
      if (event.type === 'job-failed' || event.type === 'trial-finished' || event.type === 'run-finished')
        say([store.look().log.at(-1) ?? '']);
    },
    lose() {
      store.lose();
      say(spokenSummary(state, store.look()));
    },
    left,
    async stop() {
      closeInput();
      for (const timer of timers) clearInterval(timer);
    },
  };
}
