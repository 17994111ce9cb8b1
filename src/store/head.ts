import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { isRunning, type ProcessIdentity, thisProcess } from './process-identity.js';
import { isSystemError, reaching, StoreError } from './store-error.js';

/** Who runs a run, as its `head.json` says. */
export interface Head extends ProcessIdentity {
  /** ISO 8601. */
  readonly since: string;
  readonly heartbeat: string;
}

/** Held by the one process that may write the run's journal. */
export interface HeadLock {
  /** Says again that the head lives; every few seconds. */
  beat(): void;
  release(): void;
}

/** A head of another host that was silent for so long is taken for dead. */
const staleAfterMs = 60_000;

/** The head that runs it now, if one lives. */
export function livingHead(path: string, now: Date): Head | undefined {
  const head = readHead(path);
  if (!head) return undefined;
  const silentMs = now.getTime() - Date.parse(head.heartbeat);
  return (isRunning(head) ?? silentMs < staleAfterMs) ? head : undefined;
}

/**
 * Makes this process the head. A dead head's file is moved away first, never by hand.
 *
 * @param path of `head.json`
 * @throws StoreError saying who holds it since when
 */
export function takeHead(path: string, now: () => Date): HeadLock {
  const since = now().toISOString();
  const identity = thisProcess();
  const mine = `${path}.${identity.pid}.tmp`;
  const write = (): void => writeFileSync(mine, JSON.stringify({ ...identity, since, heartbeat: now().toISOString() }));

  return reaching(path, () => {
    write();
    try {
      while (!linkIfAbsent(mine, path)) removeDeadHead(path, now());
    } finally {
      rmSync(mine, { force: true });
    }
    return {
      beat() {
        write();
        renameSync(mine, path);
      },
      release: () => rmSync(path, { force: true }),
    };
  });
}

function removeDeadHead(path: string, now: Date): void {
  const head = livingHead(path, now);
  if (head)
    throw new StoreError(`${dirname(path)}: process ${head.pid} on ${head.host} has run this since ${head.since}`);
  // By rename, so that of two who saw the same dead head one moves it and the other finds nothing, or a new head.
  const aside = `${path}.${process.pid}.dead`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return;
    throw error;
  }
  if (livingHead(aside, now)) linkIfAbsent(aside, path);
  rmSync(aside, { force: true });
}

function linkIfAbsent(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (isSystemError(error) && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** What a killed process left half-written counts as no head. */
function readHead(path: string): Head | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Head;
  } catch (error) {
    if (error instanceof SyntaxError || (isSystemError(error) && error.code === 'ENOENT')) return undefined;
    throw error;
  }
}
