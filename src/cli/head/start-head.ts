import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import type { RunOutcome } from '../../schedule/index.js';
import type { RunOrder } from '../lead-run.js';
import type { Failure } from '../report-failure.js';
import type { AskToEnd } from '../stop-asker.js';
import { lostHead } from './lost-head.js';
import type { ToClient, ToHead } from './messages.js';

/** The head of a run in a session of its own, as the command sees that started it. It stops when that command is gone. */
export interface HeadProcess {
  /** Resolves once it holds the run; pending for ever where it never does. */
  readonly taken: Promise<void>;
  readonly ended: Promise<HeadEnd>;
  readonly ask: AskToEnd;
  /** Lets it go on without this process. */
  leave(): Promise<void>;
  /** Ends the talk with it. */
  hangUp(): void;
}

export type HeadEnd =
  | { readonly type: 'ended'; readonly outcome: RunOutcome }
  | { readonly type: 'failed'; readonly failure: Failure };

/** Starts a head that outlives the terminal; what it says goes to the run's `head.log`. */
export function startHead({ store, run, plan: _, ...order }: RunOrder): HeadProcess {
  const log = openSync(run.headLog, 'a');
  const child = fork(mainProgram, ['exp', 'head', run.name], { detached: true, stdio: ['ignore', log, log, 'ipc'] });
  closeSync(log);
  const send = (message: ToHead): Promise<void> =>
    new Promise(resolve => {
      // A channel that closes meanwhile means a head that ended, which is heard below.
      if (child.connected) child.send(message, () => resolve());
      else resolve();
    });

  const hangUp = (): void => {
    if (child.connected) child.disconnect();
    child.unref();
  };

  let end: HeadEnd | undefined;
  const taken = new Promise<void>(resolve => {
    child.on('message', (message: ToClient) => {
      if (message.type === 'taken') resolve();
      else end = message;
    });
  });
  const ended = whenGone(child).then(
    ([code, signal]): HeadEnd => end ?? { type: 'failed', failure: lostHead(run, code, signal) },
  );
  void send({ type: 'take', order: { ...order, store: store.folder, run: run.name } });
  return {
    taken,
    ended,
    ask: (...ask) => void send({ type: 'end', ask }),
    async leave() {
      await send({ type: 'go-on-alone' });
      hangUp();
    },
    hangUp,
  };
}

const mainProgram = fileURLToPath(new URL('../main.js', import.meta.url));

/** How it ended, once the last it said was heard: Node may tell of an exit before. */
async function whenGone(child: ChildProcess): Promise<[code: number | null, signal: NodeJS.Signals | null]> {
  const [[code, signal]] = await Promise.all([once(child, 'exit'), once(child, 'disconnect')]);
  return [code, signal];
}
