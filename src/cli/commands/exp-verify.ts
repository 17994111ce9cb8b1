import { visible } from '../../lib/visible.js';
import type { JobId } from '../../plan/index.js';
import type { Store } from '../../store/index.js';
import type { CommandAction } from '../commands.js';
import { counted } from '../counted.js';
import { exitCode } from '../exit-code.js';
import { findRun } from '../find-run.js';
import { type Problem, verifyRun } from '../verify/verify-run.js';

/** `kd exp verify [RUN]`: recomputes every hash of a run; with `--repair` sets damaged results aside. */
export const expVerify: CommandAction = async ([part], options, terminal) => {
  const { store, run } = findRun(part, options, terminal, options.repair ? 'write' : 'read');
  const { problems, ...looked } = verifyRun(run, store.objects);
  const aside = options.repair ? setAside(problems, store) : new Map<JobId, string>();
  const left = problems.filter(({ job }) => job === undefined || !aside.has(job));

  if (options.json) {
    const shown = problems.map(problem => {
      const folder = problem.job && aside.get(problem.job);
      return folder === undefined ? problem : { ...problem, setAside: folder };
    });
    terminal.out(`${JSON.stringify({ version: 1, run: run.name, ...looked, problems: shown }, undefined, 2)}\n`);
  } else {
    for (const problem of problems) terminal.out(`${problemText(problem, aside)}\n`);
    const what = [counted(looked.events, 'event'), counted(looked.jobs, 'job'), counted(looked.objects, 'result')];
    const found = problems.length === 0 ? 'all as written' : counted(problems.length, 'problem');
    terminal.out(
      `run ${run.name}: ${what.join(', ')} looked at; ${found}${aside.size > 0 ? `, ${aside.size} set aside` : ''}\n`,
    );
  }
  return left.length === 0 ? exitCode.done : exitCode.unusable;
};

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
