import type { PlannedTrial } from '../plan/index.js';
import type { RunState } from '../report/index.js';
import { CommandError } from './command-error.js';
import { exitCode } from './exit-code.js';
import { namesARun } from './find-run.js';
import { type Replayed, replayRun } from './replay.js';
import type { StoreOptions } from './store-options.js';
import type { Terminal } from './terminal.js';

/** The trial that an unambiguous part of its name means. */
export function findTrial({ trials }: RunState, part: string): PlannedTrial {
  const exact = trials.get(part);
  if (exact) return exact;
  const matches = [...trials.values()].filter(({ id }) => id.includes(part));
  const [match, ...others] = matches;
  if (!match)
    throw new CommandError(
      `no trial of this run is named \`${part}\``,
      exitCode.wrong,
      '`kd exp show --json` lists them',
    );
  if (others.length > 0)
    throw new CommandError(
      `\`${part}\` is a part of ${matches.length} names: ${matches
        .slice(0, 5)
        .map(({ id }) => id)
        .join(', ')}`,
    );
  return match;
}

/** `[RUN] [TRIAL]` of a command line: a trial alone is one of the newest run. */
export function findRunAndTrial(
  [first, second]: readonly string[],
  options: StoreOptions,
  terminal: Terminal,
): Replayed & { readonly trial: PlannedTrial | undefined } {
  const isTrial = first !== undefined && second === undefined && !namesARun(first, options, terminal);
  const newest = isTrial ? replayRun(undefined, options, terminal) : undefined;
  const isOfNewest = newest !== undefined && [...newest.state.trials.keys()].some(id => id.includes(first ?? ''));
  const part = isOfNewest ? first : second;
  const replayed = isOfNewest ? newest : replayRun(first, options, terminal);
  return { ...replayed, trial: part === undefined ? undefined : findTrial(replayed.state, part) };
}
