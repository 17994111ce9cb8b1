import { CommandError } from '../command-error.js';
import { exitCode } from '../exit-code.js';
import type { Terminal } from '../terminal.js';

/** Waits for something that goes on without us; Ctrl-C leaves the waiting, with these words. */
export async function untilInterrupted<T>(
  terminal: Terminal,
  words: string,
  wait: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const leave = new AbortController();
  const unsubscribe = terminal.onInterrupt(() => leave.abort(new CommandError(words, exitCode.interrupted)));
  try {
    return await wait(leave.signal);
  } finally {
    unsubscribe();
  }
}
