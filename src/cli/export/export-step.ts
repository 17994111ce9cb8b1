import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, relative } from 'node:path';

import type { RunEvent, RunResults, RunState } from '../../report/index.js';
import type { RunFolder, Store } from '../../store/index.js';
import { CommandError } from '../command-error.js';
import { exitCode } from '../exit-code.js';
import type { Terminal } from '../terminal.js';

/** A run as exporters see it. */
export interface ExportedRun {
  readonly store: Store;
  readonly run: RunFolder;
  readonly state: RunState;
  readonly events: readonly RunEvent[];
  readonly results: RunResults;
}

/** A part of an export that is done as a whole. */
export interface ExportStep {
  /** Absolute paths of the files that it makes: none of them may be there. */
  readonly files: readonly string[];
  /** What is said of it afterwards; the files, where it is left out. */
  readonly said?: string;
  /** May give something better to say. */
  readonly write: () => undefined | string | Promise<undefined | string>;
}

/**
 * Does all steps, or none where a file of theirs is there already.
 *
 * @param force files that are there are written over
 * @throws CommandError
 */
export async function carryOutSteps(steps: readonly ExportStep[], force: boolean, terminal: Terminal): Promise<void> {
  const shown = (file: string): string => relative(terminal.cwd, file) || '.';
  const there = force ? [] : steps.flatMap(({ files }) => files.filter(file => existsSync(file)));
  if (there.length > 0)
    throw new CommandError(
      `${shown(there[0] ?? '')} is there already${there.length > 1 ? `, and ${there.length - 1} more` : ''}; nothing was written`,
      exitCode.wrong,
      'name another place, or write over what is there: `--force`',
    );
  for (const { files, said, write } of steps) {
    try {
      const better = await write();
      terminal.out(`${better ?? said ?? files.map(shown).join('\n')}\n`);
    } catch (error) {
      throw failure(said ?? shown(files[0] ?? ''), error);
    }
  }
}

/** A step that makes one file, whole or not at all: `write` gets another path in the same folder, which then takes its place. */
export const fileStep = (file: string, write: (draft: string) => void | Promise<void>): ExportStep => ({
  files: [file],
  async write() {
    const draft = `${file}.${process.pid}.tmp`;
    mkdirSync(dirname(file), { recursive: true });
    try {
      await write(draft);
      renameSync(draft, file);
      return undefined;
    } catch (error) {
      rmSync(draft, { force: true });
      throw error;
    }
  },
});

/** What the system refuses is said; all else is no matter of the place. */
const failure = (shown: string, error: unknown): unknown =>
  error instanceof Error && 'syscall' in error
    ? new CommandError(`cannot write ${shown}: ${error.message}`, exitCode.wrong)
    : error;
