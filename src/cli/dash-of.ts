import { join } from 'node:path';

import type { RunEvent, RunRequest } from '../report/index.js';
import type { Store } from '../store/index.js';
import type { Dash } from '../tui/index.js';
import { CommandError } from './command-error.js';
import type { FollowedRun } from './followed-run.js';
import { expectHead } from './head/expect-head.js';
import { logTail } from './log-tail.js';
import { classCount, metricFacts } from './lookups.js';
import { lookEveryMs, poll } from './poll.js';
import { deviceReader } from './read-devices.js';
import type { Terminal } from './terminal.js';
import { textOptions } from './text-options.js';

/** A dashboard that reads along in a run's journal and files requests, and has no other part in the run. */
export interface AttachedDash {
  /** Resolves when the person leaves. */
  readonly left: Promise<void>;
  stop(): Promise<void>;
}

/** So many looks without a head in a row: it is gone, not about to come. */
const looksWithoutHead = 8;

/** Without an answer for so long, a head hangs, or its store shows files late; in ms. */
const patienceMs = 30_000;

const logLines = 200;

/** Attaches a dashboard to a run. Ink and React come with it, so it is loaded only where it is shown. */
export async function attachDash(
  followed: FollowedRun,
  { attempts }: Store,
  role: 'leads' | 'watches',
  terminal: Terminal,
): Promise<AttachedDash> {
  const { run, plan, state } = followed;
  const { startDash } = await import('../tui/index.js');
  const { colour, unicode } = textOptions(terminal, 'err');
  const requests = new OpenRequests(followed);
  const end = new AbortController();
  const dash: Dash = await startDash(plan, followed.look(), {
    stream: terminal.progress,
    colour,
    unicode,
    isSpoken: terminal.env.INK_SCREEN_READER === 'true',
    metric: metricFacts,
    classes: classCount,
    role,
    onInput: terminal.onInput,
    ask: request => requests.ask(request),
    jobLog: (job, attempt) => logTail(join(attempts.folder(job, attempt), 'log.txt'), logLines),
    readDevices: deviceReader(terminal.env),
  });
  let withoutHead = 0;
  const look = (): undefined => {
    withoutHead = run.head() ? 0 : withoutHead + 1; // before the journal: what it wrote last is there then
    followed.look(event => {
      dash.onEvent(event);
      requests.hear(event);
    });
    requests.giveUp(Date.now());
    if (withoutHead === looksWithoutHead && state.state === 'running') dash.lose();
  };
  const followedTo = poll(look, lookEveryMs, end.signal).catch((error: unknown) => {
    if (!end.signal.aborted) throw error;
  });
  return {
    left: Promise.race([dash.left, followedTo.then(() => dash.left)]),
    async stop() {
      end.abort();
      await dash.stop();
    },
  };
}

/** What was asked and is not answered yet. */
class OpenRequests {
  readonly #followed: FollowedRun;
  readonly #open = new Map<number, { resolve(text: string): void; reject(error: Error): void; untilMs: number }>();

  constructor(followed: FollowedRun) {
    this.#followed = followed;
  }

  async ask(request: RunRequest): Promise<string> {
    expectHead(this.#followed);
    const number = this.#followed.run.requests.file(request);
    return new Promise((resolve, reject) => {
      this.#open.set(number, { resolve, reject, untilMs: Date.now() + patienceMs });
    });
  }

  hear(event: RunEvent): void {
    if (event.type !== 'request-answered') return;
    const asked = this.#open.get(event.request);
    this.#open.delete(event.request);
    if (event.accepted) asked?.resolve(event.text);
    else asked?.reject(new CommandError(event.text));
  }

  giveUp(nowMs: number): void {
    for (const [number, { reject, untilMs }] of this.#open) {
      if (nowMs < untilMs) continue;
      this.#open.delete(number);
      reject(new CommandError(`no answer for ${patienceMs / 1000} s; the request stands`));
    }
  }
}
