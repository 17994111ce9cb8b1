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

/** What ended a command, in words; plain data, so that one process can tell it for another. */
export interface Failure {
  readonly text: string;
  readonly help?: string;
  /** What should have gone into a log, where none could be written. */
  readonly details?: string;
  readonly exit: ExitCode;
}

/** Tells what ended a command, and how that ends the process. */
export function reportFailure(error: unknown, terminal: Terminal): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.wrong; // it has told by itself
  return tellFailure(failureOf(error, terminal.typed), terminal);
}

export function tellFailure({ text, help, details, exit }: Failure, terminal: Terminal): ExitCode {
  const paint = painter(terminal.colour.err);
  terminal.err(`${paint('red', 'error')}: ${linesOf(text)}\n`);
  if (help !== undefined) terminal.err(`${paint('green', 'help')}: ${linesOf(help)}\n`);
  if (details !== undefined) terminal.err(`${details}\n`);
  return exit;
}

/** What is nobody's fault but ours comes with a log. */
export function failureOf(error: unknown, typed: readonly string[]): Failure {
  if (error instanceof CommandError) {
    const { message, help, exit } = error;
    return { text: message, exit, ...(help === undefined ? {} : { help }) };
  }
  if (error instanceof StoreError) return { text: error.message, exit: exitCode.unusable };
  const log = writeLog(error, typed);
  return {
    text: `a defect of kd: ${messageOf(error)}`,
    help: `what was finished is kept; please report it with ${log ?? 'the text below'}`,
    exit: exitCode.defect,
    ...(log === undefined ? { details: detailsOf(error, typed) } : {}),
  };
}

/** Undefined where nothing can be written. */
function writeLog(error: unknown, typed: readonly string[]): string | undefined {
  const path = join(tmpdir(), `kd-defect-${process.pid}.log`);
  try {
    writeFileSync(path, `${detailsOf(error, typed)}\n`);
    return path;
  } catch {
    return undefined;
  }
}

function detailsOf(error: unknown, typed: readonly string[]): string {
  const lines = [`kd ${typed.join(' ')}`, `node ${process.version} on ${process.platform} ${process.arch}`];
  for (let cause: unknown = error; cause !== undefined; cause = cause instanceof Error ? cause.cause : undefined)
    lines.push(cause instanceof Error ? (cause.stack ?? cause.message) : String(cause));
  return lines.join('\n\n');
}

const linesOf = (text: string): string => text.split('\n').map(visible).join('\n');

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
