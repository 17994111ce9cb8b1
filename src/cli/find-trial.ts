import type { PlannedTrial } from '../plan/index.js';
import type { RunState } from '../report/index.js';
import { CommandError } from './command-error.js';
import { exitCode } from './exit-code.js';

/** The trial of a run that its id or an unambiguous part of it means. */
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
