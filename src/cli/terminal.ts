import { StringDecoder } from 'node:string_decoder';

import { printable } from '../lib/visible.js';
import { exitCode } from './exit-code.js';

/** All that a command sees of the outside beside files: two streams, their looks, the environment. */
export interface Terminal {
  /** Results and JSON. Nothing that is written here or to `err` can steer the terminal, wherever it came from. */
  out(text: string): void;
  /** Progress, logs, diagnostics. */
  err(text: string): void;
  readonly colour: { readonly out: boolean; readonly err: boolean };
  readonly isTty: { readonly in: boolean; readonly out: boolean; readonly err: boolean };
  /** Of standard error, 80 where nobody knows. */
  readonly columns: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** What was typed after `kd`. */
  readonly typed: readonly string[];
  /** Standard error itself, for what draws in place. */
  readonly progress: NodeJS.WriteStream;
  /** Hears Ctrl-C and its like instead of being ended by them, until the function it gives is called. */
  onInterrupt(hear: (interrupt: Interrupt) => void): () => void;
  /** Hears each key at once, unechoed, until the function it gives is called; Ctrl-C is one of them, `\u0003`. */
  onKey(hear: (key: string) => void): () => void;
  /** The same, with all that came at once, as the several characters of an arrow do. */
  onInput(hear: (typed: string) => void): () => void;
  /** All of standard input. */
  input(): Promise<string>;
}

/** Ctrl-C, a polite kill, a terminal or a reader that is gone. */
export type Interrupt = 'ctrl-c' | 'terminate' | 'hang-up';

/** The terminal this process was started in. */
export function processTerminal(process: NodeJS.Process): Terminal {
  const { stdin, stdout, stderr, env } = process;
  const colour = { out: wantsColour(env, stdout.isTTY), err: wantsColour(env, stderr.isTTY) };
  const hearers = new Set<(interrupt: Interrupt) => void>();
  const listeners = interrupts.map(([signal, interrupt]) => [signal, () => tellAll(interrupt)] as const);
  let wasInterrupted = false;
  const tellAll = (interrupt: Interrupt): void => {
    // Once more while the command that heard it is at its end: that it was interrupted is told by code, not by a signal.
    if (wasInterrupted && hearers.size === 0) process.exit(exitCode.interrupted);
    wasInterrupted = true;
    for (const hear of hearers) hear(interrupt);
  };
  for (const stream of [stdout, stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
      // A reader that has seen enough, such as `head`, is no failure.
      if (hearers.size === 0) process.exit(process.exitCode ?? exitCode.done);
      tellAll('hang-up');
    });
  const onInput = (hear: (typed: string) => void): (() => void) => {
    if (!stdin.isTTY) return () => {};
    const decoder = new StringDecoder();
    const listener = (chunk: Buffer): void => hear(decoder.write(chunk));
    stdin.setRawMode(true).on('data', listener).resume();
    return () => void stdin.off('data', listener).setRawMode(false).pause();
  };
  return {
    out: text => void stdout.write(printable(text, colour.out)),
    err: text => void stderr.write(printable(text, colour.err)),
    colour,
    isTty: { in: stdin.isTTY === true, out: stdout.isTTY === true, err: stderr.isTTY === true },
    get columns() {
      return stderr.columns || 80; // a terminal that knows no size says 0
    },
    env,
    cwd: process.cwd(),
    typed: process.argv.slice(2),
    progress: stderr,
    onInterrupt(hear) {
      if (hearers.size === 0)
        for (const [signal, listener] of listeners) process.off(signal, listener).on(signal, listener);
      hearers.add(hear);
      return () => {
        hearers.delete(hear);
        if (hearers.size > 0 || wasInterrupted) return;
        for (const [signal, listener] of listeners) process.off(signal, listener);
      };
    },
    onKey: hear =>
      onInput(typed => {
        for (const key of typed) hear(key);
      }),
    onInput,
    input: async () => (await import('node:stream/consumers')).text(stdin),
  };
}

const interrupts = [
  ['SIGINT', 'ctrl-c'],
  ['SIGTERM', 'terminate'],
  ['SIGHUP', 'hang-up'],
] as const;

/** `NO_COLOR` (set and not empty) beats `FORCE_COLOR` beats what the stream is. */
export function wantsColour(env: Terminal['env'], isTty: boolean | undefined): boolean {
  if (env.NO_COLOR) return false;
  const forced = env.FORCE_COLOR;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return isTty === true && env.TERM !== 'dumb';
}

/**
 * Tells the decision to the libraries that decide for themselves: Ink's knows no `NO_COLOR`, and Node prints a warning
 * where both variables are set.
 */
export function settleColour(env: Record<string, string | undefined>): void {
  if (!env.NO_COLOR) return;
  delete env.NO_COLOR;
  env.FORCE_COLOR = '0';
}
