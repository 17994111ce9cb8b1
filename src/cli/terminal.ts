import { printable } from '../lib/visible.js';

/** All that a command sees of the outside beside files: two streams, their looks, the environment. */
export interface Terminal {
  /** Results and JSON. Nothing that is written here or to `err` can steer the terminal, wherever it came from. */
  out(text: string): void;
  /** Progress, logs, diagnostics. */
  err(text: string): void;
  readonly colour: { readonly out: boolean; readonly err: boolean };
  readonly isTty: { readonly out: boolean; readonly err: boolean };
  /** Of standard error, 80 where nobody knows. */
  readonly columns: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** What was typed after `kd`. */
  readonly typed: readonly string[];
  /** Standard error itself, for what draws in place. */
  readonly progress: NodeJS.WriteStream;
  /** Hears Ctrl-C and its like instead of being ended by them, until the function it gives is called. */
  onInterrupt(hear: () => void): () => void;
  /** All of standard input. */
  input(): Promise<string>;
}

/** The terminal this process was started in. */
export function processTerminal(process: NodeJS.Process): Terminal {
  const { stdin, stdout, stderr, env } = process;
  const colour = { out: wantsColour(env, stdout.isTTY), err: wantsColour(env, stderr.isTTY) };
  return {
    out: text => void stdout.write(printable(text, colour.out)),
    err: text => void stderr.write(printable(text, colour.err)),
    colour,
    isTty: { out: stdout.isTTY === true, err: stderr.isTTY === true },
    get columns() {
      return stderr.columns ?? 80;
    },
    env,
    cwd: process.cwd(),
    typed: process.argv.slice(2),
    progress: stderr,
    onInterrupt(hear) {
      for (const signal of interrupts) process.on(signal, hear);
      return () => {
        for (const signal of interrupts) process.off(signal, hear);
      };
    },
    input: async () => (await import('node:stream/consumers')).text(stdin),
  };
}

/** Ctrl-C, a polite kill, a terminal that was closed. */
const interrupts = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

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
