import { dirname } from 'node:path';

import { livesOrBeats, lockFile } from './lock-file.js';
import { isSameProcess, type ProcessIdentity, thisProcess } from './process-identity.js';
import { StoreError } from './store-error.js';

/** Who runs a run, as its `head.json` says. */
export interface Head extends ProcessIdentity {
  /** ISO 8601, by its own clock. */
  readonly since: string;
  readonly heartbeat: string;
}

/** Held by the one process that may write the run's journal. */
export interface HeadLock {
  /**
   * Says again that the head lives; every few seconds.
   *
   * @throws StoreError where another head has taken over, since this one was silent for too long
   */
  beat(): void;
  release(): void;
}

/** The head that runs it now, if one lives. */
export function livingHead(path: string): Head | undefined {
  const head = headFile(path).read();
  return head && livesOrBeats(head, path) ? head : undefined;
}

/**
 * Makes this process the head. A dead head's file is moved away first, never by hand.
 *
 * @param path of `head.json`
 * @throws StoreError saying who holds it since when
 */
export function takeHead(path: string, now: () => Date): HeadLock {
  const file = headFile(path);
  const me = { ...thisProcess(), since: now().toISOString() };
  const alive = file.take({ ...me, heartbeat: me.since });
  if (alive)
    throw new StoreError(`${dirname(path)}: process ${alive.pid} on ${alive.host} has run this since ${alive.since}`);
  return {
    beat() {
      const head = file.read();
      if (head && !isSameProcess(head))
        throw new StoreError(`${dirname(path)}: process ${head.pid} on ${head.host} has taken this run over`);
      file.rewrite({ ...me, heartbeat: now().toISOString() });
    },
    release: file.release,
  };
}

const headFile = (path: string) => lockFile<Head>(path, head => livesOrBeats(head, path));
