import { statSync } from 'node:fs';
import { resolve } from 'node:path';

import { ArchiveError } from '../../formats/index.js';
import { visible } from '../../lib/visible.js';
import type { JobId } from '../../plan/index.js';
import type { Store } from '../../store/index.js';
import { readBundle } from '../bundle/read-bundle.js';
import { CommandError } from '../command-error.js';
import type { CommandAction } from '../commands.js';
import { counted } from '../counted.js';
import { exitCode } from '../exit-code.js';
import { findRun } from '../find-run.js';
import type { StoreOptions } from '../store-options.js';
import type { Terminal } from '../terminal.js';
import { type Problem, type Verification, verifyRun } from '../verify/verify-run.js';

/** `kd exp verify [RUN or FILE]`: recomputes every hash of a run or of a bundle; with `--repair` sets damaged results aside. */
export const expVerify: CommandAction = async ([part], options, terminal) => {
  const bundle = part === undefined ? undefined : bundlePath(resolve(terminal.cwd, part));
  if (bundle !== undefined && options.repair)
    throw new CommandError('a bundle cannot be repaired', exitCode.wrong, 'ask for it again');
  const { store, name, verified } =
    bundle === undefined
      ? verifyStored(part, options, terminal)
      : { store: undefined, ...(await verifyBundle(bundle, part ?? bundle)) };
  const { problems, ...looked } = verified;
  const aside = options.repair && store ? setAside(problems, store) : new Map<JobId, string>();
  const left = problems.filter(({ job }) => job === undefined || !aside.has(job));

  if (options.json) {
    const shown = problems.map(problem => {
      const folder = problem.job && aside.get(problem.job);
      return folder === undefined ? problem : { ...problem, setAside: folder };
    });
    terminal.out(`${JSON.stringify({ version: 1, run: name, ...looked, problems: shown }, undefined, 2)}\n`);
  } else {
    for (const problem of problems) terminal.out(`${problemText(problem, aside)}\n`);
    const what = [counted(looked.events, 'event'), counted(looked.jobs, 'job'), counted(looked.objects, 'result')];
    const found = problems.length === 0 ? 'all as written' : counted(problems.length, 'problem');
    terminal.out(
      `run ${name}: ${what.join(', ')} looked at; ${found}${aside.size > 0 ? `, ${aside.size} set aside` : ''}\n`,
    );
  }
  return left.length === 0 ? exitCode.done : exitCode.unusable;
};

function bundlePath(path: string): string | undefined {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ? path : undefined;
}

function verifyStored(
  part: string | undefined,
  options: StoreOptions & { readonly repair?: boolean },
  terminal: Terminal,
) {
  const { store, run } = findRun(part, options, terminal, options.repair ? 'write' : 'read');
  return { store, name: run.name, verified: verifyRun(run, store.objects) };
}

async function verifyBundle(path: string, shown: string): Promise<{ name: string; verified: Verification }> {
  try {
    const { run, objects, problems } = await readBundle(path, shown);
    const verified = verifyRun(run, objects);
    return { name: run.name, verified: { ...verified, problems: [...problems, ...verified.problems] } };
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    throw new CommandError(`${shown}: ${error.message}`, exitCode.unusable);
  }
}

/** Where the damaged results of jobs are now, by job. */
function setAside(problems: readonly Problem[], { objects }: Store): ReadonlyMap<JobId, string> {
  const damaged = new Set(problems.flatMap(({ where, job }) => (where === 'object' && job ? job : [])));
  return new Map(
    [...damaged].flatMap(job => {
      const aside = objects.setAside(job);
      return aside ? [[job, aside.folder] as const] : [];
    }),
  );
}

function problemText({ where, job, text, help }: Problem, aside: ReadonlyMap<JobId, string>): string {
  const folder = job && aside.get(job);
  return `${where}: ${visible(text)}\n  ${folder === undefined ? help : `set aside: ${visible(folder)}`}`;
}
