import { readFileSync } from 'node:fs';

import type { FailureReason, JobId } from '../plan/index.js';

/** How a process ended, as the system tells it. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** It never began: the system refused. */
  readonly error?: Error;
}

export interface Failure {
  readonly reason: FailureReason;
  readonly text: string;
  /** Whose result is gone or damaged: of `damaged-input`. */
  readonly input?: JobId;
}

/**
 * Why a worker died that nobody killed, as well as one can tell: its own last words about memory, or a SIGKILL while
 * the kernel counted a kill for want of memory (Linux, `oom_kill` of proc_vmstat(5)).
 *
 * @param lastWords the end of its log
 * @param oomKills the kernel's count when the process started
 */
export function causeOfDeath(end: ProcessEnd, lastWords: string, oomKills: number): Failure {
  const how = describeEnd(end);
  if (/heap out of memory|Reached heap limit|bad_alloc|cannot allocate memory/i.test(lastWords))
    return { reason: 'out-of-memory', text: `${how} for want of memory` };
  if (end.signal === 'SIGKILL' && countOomKills() > oomKills)
    return { reason: 'out-of-memory', text: `${how}: the system was out of memory` };
  const lastLine = tellingLine(lastWords);
  return { reason: 'crashed', text: lastLine === '' ? how : `${how}; its last words: ${lastLine.slice(0, 300)}` };
}

/** Node ends an error's account with its stack, its fields and its own version: the line that names the error says more. */
function tellingLine(words: string): string {
  const lines = words.trim().split('\n');
  const error = /^Node\.js v\d/.test(lines.at(-1) ?? '') ? lines.findLast(line => /^\w*Error\b/.test(line)) : undefined;
  return (error ?? lines.at(-1) ?? '').trim();
}

/** `died by SIGSEGV`, `left with code 1`. */
export function describeEnd({ code, signal, error }: ProcessEnd): string {
  if (error) return `could not be started: ${error.message}`;
  return signal ? `died by ${signal}` : `left with code ${code}`;
}

/** How often the kernel killed a process for want of memory since the boot; 0 where it does not tell. */
export function countOomKills(): number {
  try {
    return Number(/^oom_kill (\d+)$/m.exec(readFileSync('/proc/vmstat', 'latin1'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
