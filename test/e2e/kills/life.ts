import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

import { ended, startKd } from '../kd.js';

export type Victim = 'head' | 'worker' | 'both';

/** One kill to come: whom, and how long after its start or the kill before. */
export interface Kill {
  readonly victim: Victim;
  readonly afterMs: number;
}

/**
 * Runs a command again and again until it ends by itself, with SIGKILL for its processes in between; the command that
 * is left at last is not disturbed. Gives its exit code, and how many kills met a living process.
 */
export async function live(
  args: readonly string[],
  cwd: string,
  kills: readonly Kill[],
  env: Readonly<Record<string, string>>,
): Promise<{ readonly code: number | null; readonly met: readonly Victim[]; readonly stderr: string }> {
  const left = [...kills];
  const met: Victim[] = [];
  for (;;) {
    const child = startKd(args, { cwd, env });
    child.stdin?.end();
    const end = ended(child);
    let isOver = false;
    void end.then(() => {
      isOver = true;
    });
    while (left.length > 0 && !isOver) {
      const kill = left.shift();
      if (!kill) break;
      await Promise.race([setTimeout(kill.afterMs), end]);
      if (child.pid !== undefined && !isOver && strike(child.pid, kill.victim)) met.push(kill.victim);
      if (kill.victim !== 'worker') break;
    }
    const { code, signal, stderr } = await end;
    if (signal !== 'SIGKILL') return { code, met, stderr };
  }
}

function strike(head: number, victim: Victim): boolean {
  const workers = victim === 'head' ? [] : childrenOf(head);
  const victims = victim === 'worker' ? workers : [head, ...workers];
  return victims.map(killed).some(isMet => isMet);
}

function killed(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
}

/** As Linux tells it: proc(5), `children` of each thread. */
function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}
