import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { CommanderError } from 'commander';
import { visible } from '../lib/visible.js';
import { StoreError } from '../store/index.js';
import { CommandError } from './command-error.js';
import { type ExitCode, exitCode } from './exit-code.js';
import { painter } from './paint.js';
import type { Terminal } from './terminal.js';

/** Tells what ended a command, and how that ends the process. What is nobody's fault but ours comes with a log. */
export function reportFailure(error: unknown, terminal: Terminal): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.wrong; // it has told by itself
  const paint = painter(terminal.colour.err);
  const tell = (text: string, help?: string): void => {
    terminal.err(`${paint('red', 'error')}: ${linesOf(text)}\n`);
    if (help !== undefined) terminal.err(`${paint('green', 'help')}: ${linesOf(help)}\n`);
  };
  if (error instanceof CommandError) {
    tell(error.message, error.help);
    return error.exit;
  }
  if (error instanceof StoreError) {
    tell(error.message);
    return exitCode.unusable;
  }
  const log = writeLog(error, terminal.typed);
  tell(
    `a defect of kd: ${messageOf(error)}`,
    `what was finished is kept; please report it with ${log ?? 'the text below'}`,
  );
  if (log === undefined) terminal.err(`${details(error, terminal.typed)}\n`);
  return exitCode.defect;
}

/** Undefined where nothing can be written. */
function writeLog(error: unknown, typed: readonly string[]): string | undefined {
  const path = join(tmpdir(), `kd-defect-${process.pid}.log`);
  try {
    writeFileSync(path, `${details(error, typed)}\n`);
    return path;
  } catch {
    return undefined;
  }
}

function details(error: unknown, typed: readonly string[]): string {
  const lines = [`kd ${typed.join(' ')}`, `node ${process.version} on ${process.platform} ${process.arch}`];
  for (let cause: unknown = error; cause !== undefined; cause = cause instanceof Error ? cause.cause : undefined)
    lines.push(cause instanceof Error ? (cause.stack ?? cause.message) : String(cause));
  return lines.join('\n\n');
}

const linesOf = (text: string): string => text.split('\n').map(visible).join('\n');

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
