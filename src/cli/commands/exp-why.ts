import { join } from 'node:path';
import { visible } from '../../lib/visible.js';
import type { JobId } from '../../plan/index.js';
import { type AttemptStory, durationText, trialLabel, trialStory } from '../../report/index.js';
import { eventsOf } from '../../schedule/index.js';
import { openStore, type Store } from '../../store/index.js';
import { columns } from '../columns.js';
import type { CommandAction } from '../commands.js';
import { exitCode } from '../exit-code.js';
import { findTrial } from '../find-trial.js';
import { ifWhole } from '../if-whole.js';
import { logTail } from '../log-tail.js';
import { metricFacts } from '../lookups.js';
import { replayRun } from '../replay.js';
import { storeFolder } from '../store-options.js';

const logLines = 20;
const mostCanceled = 10;

/** `kd exp why TRIAL`: what became of a trial and why, its attempts, and the end of the log that tells. */
export const expWhy: CommandAction = async ([part = ''], options, terminal) => {
  const store = openStore(storeFolder(options, terminal), 'read');
  const { run, state, events } = replayRun(options.run, options, terminal);
  const trial = findTrial(state, part);
  const story = trialStory(state, trial, events, metricFacts);
  const computedBy = runsThatComputed(new Set(story.taken), run.name, store);
  const log = logOf(story.job, story.attempts, store);
  if (options.json) {
    const taken = story.taken.map(job => ({ job, run: computedBy.get(job) ?? null }));
    const told = { version: 1, run: run.name, ...story, taken, log };
    terminal.out(`${JSON.stringify(told, undefined, 2)}\n`);
    return exitCode.done;
  }
  const label = trialLabel(state, trial.id);
  const canceled = story.canceled.slice(0, mostCanceled);
  const more = story.canceled.length - canceled.length;
  const blocks: readonly (readonly string[])[] = [
    [`${trial.id}${label === undefined ? '' : ` (${label})`}: ${story.state}`],
    [...textLines(story.cause), ...(story.help === undefined ? [] : [`what to do: ${story.help}`])],
    canceled.length === 0
      ? []
      : [
          'not done because of it:',
          ...canceled.map(name => `  ${name}`),
          ...(more > 0 ? [`  … and ${more} more`] : []),
        ],
    story.attempts.length === 0 ? [] : ['attempts:', ...columns(story.attempts.map(attemptRow))],
    story.taken.length === 0
      ? []
      : [
          'taken from the store:',
          ...columns(story.taken.map(id => takenRow(id, state.jobs.get(id)?.job.label, computedBy))),
        ],
    log === undefined ? [] : logBlock(log),
  ];
  terminal.out(
    `${blocks
      .filter(lines => lines.length > 0)
      .map(lines => lines.join('\n'))
      .join('\n\n')}\n`,
  );
  return exitCode.done;
};

const textLines = (text: string): readonly string[] => text.split('\n').map(visible);

function attemptRow({ label, attempt, started, seconds, end, reason, text, resumed }: AttemptStory): readonly string[] {
  const from = resumed ? `; went on from epoch ${resumed.epoch} of attempt ${resumed.from}` : '';
  const why = reason === undefined ? '' : `: ${reason}: ${visible(text?.split('\n')[0] ?? '')}`;
  return [`${attempt}`, label, started.slice(0, 19).replace('T', ' '), durationText(seconds), `${end}${why}${from}`];
}

const takenRow = (id: JobId, label: string | undefined, by: ReadonlyMap<JobId, string>): readonly string[] => [
  label ?? id,
  by.has(id) ? `computed by run ${by.get(id)}` : 'computed by a run that is not here any more',
];

interface Log {
  readonly path: string;
  /** Absent where it was deleted. */
  readonly lines?: readonly string[];
}

/** Of the last attempt at the job that matters. */
function logOf(job: JobId, attempts: readonly AttemptStory[], { attempts: folders }: Store): Log | undefined {
  const last = attempts.findLast(story => story.job === job) ?? attempts.at(-1);
  if (!last) return undefined;
  const path = join(folders.folder(last.job, last.attempt), 'log.txt');
  const lines = logTail(path, logLines);
  return { path, ...(lines ? { lines } : {}) };
}

function logBlock({ path, lines }: Log): readonly string[] {
  if (!lines) return [`its log is gone (${visible(path)}): \`kd exp gc\` deletes those of jobs that are done`];
  if (lines.length === 0) return [`its log is empty: ${visible(path)}`];
  return [`the end of its log, ${visible(path)}:`, ...lines.map(line => `  ${line}`)];
}

/** The newest other run that computed each of some jobs. */
function runsThatComputed(jobs: ReadonlySet<JobId>, here: string, { runs }: Store): ReadonlyMap<JobId, string> {
  const found = new Map<JobId, string>();
  if (jobs.size === 0) return found;
  for (const run of runs.list().filter(({ name }) => name !== here))
    for (const event of ifWhole(() => eventsOf(run, run.plan())) ?? [])
      if (event.type === 'job-finished' && jobs.has(event.job)) found.set(event.job, run.name);
  return found;
}
