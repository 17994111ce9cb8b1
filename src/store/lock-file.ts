import { linkSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';

import { isRunning, isSameProcess, namesAProcess, type ProcessIdentity } from './process-identity.js';
import { readRegular } from './read-regular.js';
import { isSystemError, reaching } from './store-error.js';

/** A file of JSON that says which process holds something, one at a time. */
export interface LockFile<Holder extends ProcessIdentity> {
  /** Takes it where nobody alive has it, or gives who does. A dead holder's file is moved away first. */
  take(holder: Holder): Holder | undefined;
  /** Writes anew what the holder says of itself. Only by the holder. */
  rewrite(holder: Holder): void;
  /** Gives it back, if it is still this process's. */
  release(): void;
  /** Whoever is named in it, dead or alive; what a killed process left half-written names nobody. */
  read(): Holder | undefined;
}

/** @param isAlive of a holder that the file names */
export function lockFile<Holder extends ProcessIdentity>(
  path: string,
  isAlive: (holder: Holder) => boolean,
): LockFile<Holder> {
  const draft = `${path}.${process.pid}.tmp`;
  const read = (from = path): Holder | undefined => {
    try {
      const said: unknown = JSON.parse(readRegular(from).toString('utf8'));
      return namesAProcess(said) ? (said as Holder) : undefined;
    } catch (error) {
      if (error instanceof SyntaxError || isMissing(error)) return undefined;
      throw error;
    }
  };

  function moveDeadAway(): Holder | undefined {
    const holder = read();
    if (holder && isAlive(holder)) return holder;
    // By rename, so that of two who saw the same dead holder one moves it and the other finds nothing, or a new one.
    const aside = `${path}.${process.pid}.dead`;
    try {
      renameSync(path, aside);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
    const moved = read(aside);
    if (moved && isAlive(moved)) linkIfAbsent(aside, path);
    rmSync(aside, { force: true });
    return undefined;
  }

  return {
    read: () => reaching(path, read),
    take(holder) {
      return reaching(path, () => {
        try {
          writeFileSync(draft, JSON.stringify(holder));
          while (!linkIfAbsent(draft, path)) {
            const alive = moveDeadAway();
            if (alive) return alive;
          }
          return undefined;
        } finally {
          rmSync(draft, { force: true });
        }
      });
    },
    rewrite(holder) {
      reaching(path, () => {
        try {
          writeFileSync(draft, JSON.stringify(holder));
          renameSync(draft, path);
        } catch (error) {
          rmSync(draft, { force: true });
          throw error;
        }
      });
    },
    release() {
      const holder = read();
      if (holder && isSameProcess(holder)) rmSync(path, { force: true });
    },
  };
}

/** Whether the process that a file names lives; one that cannot be asked does as long as the file that beats is young. */
export const livesOrBeats = (holder: ProcessIdentity, beating: string): boolean =>
  isRunning(holder) ?? ageOf(beating) < staleAfterMs;

/**
 * Of a heart that beats every few seconds. Long beside what a network share takes to show a file (a minute at most, as
 * NFS is set up by default), for two heads of one run cost more than a wait.
 */
const staleAfterMs = 120_000;

/**
 * How long ago a file was written, in ms, by the clock of its file system: those of two hosts may differ by hours.
 * Infinite where there is no file.
 */
function ageOf(path: string): number {
  const probe = `${path}.${process.pid}.probe`;
  try {
    const written = statSync(path).mtimeMs;
    return clockOf(probe) - written;
  } catch (error) {
    if (isMissing(error)) return Number.POSITIVE_INFINITY;
    throw error;
  }
}

/** Where nothing may be written, this machine's clock has to do. */
function clockOf(probe: string): number {
  try {
    writeFileSync(probe, '');
    return statSync(probe).mtimeMs;
  } catch {
    return Date.now();
  } finally {
    try {
      rmSync(probe, { force: true });
    } catch {
      // It was never there.
    }
  }
}

export function linkIfAbsent(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (isSystemError(error) && error.code === 'EEXIST') return false;
    throw error;
  }
}

const isMissing = (error: unknown): boolean => isSystemError(error) && error.code === 'ENOENT';
