import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { RunEvent } from '../../src/report/index.js';
import { eventsOf } from '../../src/schedule/index.js';
import { openStore, type RunFolder } from '../../src/store/index.js';
import { isRunning } from '../../src/store/process-identity.js';

/** The newest run of the store of a working directory. */
export const newestRun = (cwd: string): RunFolder => openStore(join(cwd, '.kd'), 'read').runs.find();

const runsOf = (cwd: string): RunFolder[] => openStore(join(cwd, '.kd'), 'read').runs.list();

export function factsOf(cwd: string): RunEvent[] {
  const run = newestRun(cwd);
  return eventsOf(run, run.plan());
}

/** Resolves when the newest run has such an event; a test's own time limit ends a wait in vain. */
export function untilFact(cwd: string, type: RunEvent['type'], count = 1): Promise<void> {
  return until(() => runsOf(cwd).length > 0 && factsOf(cwd).filter(event => event.type === type).length >= count);
}

/** Who runs the newest run; resolves, once it is known, to a wait for the end of that process. */
export async function headOf(cwd: string): Promise<{ readonly pid: number; readonly isGone: () => Promise<void> }> {
  await untilFact(cwd, 'worker-started');
  const head = newestRun(cwd).head();
  if (!head) throw new Error('nobody runs it');
  return { pid: head.pid, isGone: () => until(() => isRunning(head) === false) };
}

/** Worker processes of a store that live. */
export function workersOf(cwd: string): readonly number[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .filter(pid => {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
        return (
          words.some(word => word.endsWith('worker/main.js')) && words.some(word => word.includes(join(cwd, '.kd')))
        );
      } catch {
        return false; // it ended meanwhile
      }
    })
    .map(Number);
}

/** Resolves when it is so. */
export function until(isSo: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setInterval(() => {
      try {
        if (!isSo()) return;
        resolve();
      } catch (error) {
        reject(error);
      }
      clearInterval(timer);
    }, 50);
  });
}
