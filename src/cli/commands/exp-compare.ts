import { compareRuns, comparisonJson, comparisonText, type RunState } from '../../report/index.js';
import { CommandError } from '../command-error.js';
import type { CommandAction } from '../commands.js';
import { exitCode } from '../exit-code.js';
import { metricFacts } from '../lookups.js';
import { replayRun } from '../replay.js';
import { textOptions } from '../text-options.js';

/** `kd exp compare RUN…`: one run compares all its cells with one of them, several are put side by side. */
export const expCompare: CommandAction = async (args, options, terminal) => {
  const states = new Map<string, RunState>();
  for (const part of args) {
    const { run, state } = replayRun(part, options, terminal);
    states.set(run.name, state);
  }
  const compared = compareRuns([...states.values()], metricFacts, {
    metric: (measured, declared) => metricFor(options.by, measured, declared),
    baseline: (labels, declared) => (options.against === undefined ? declared : labelled(options.against, labels)),
    intervals: options.interval ?? 't',
  });
  if (options.json) terminal.out(`${JSON.stringify(comparisonJson(compared), undefined, 2)}\n`);
  else terminal.out(comparisonText(compared, metricFacts, textOptions(terminal, 'out')));
  return exitCode.done;
};

function metricFor(asked: string | undefined, measured: readonly string[], declared: string | undefined): string {
  if (measured.length === 0) throw new CommandError('no trial of these runs has a result yet', exitCode.wrong);
  if (asked !== undefined && !measured.includes(asked))
    throw new CommandError(
      `no trial of these runs measured \`${asked}\``,
      exitCode.wrong,
      `they measured ${measured.join(', ')}`,
    );
  if (asked !== undefined) return asked;
  const [first = 'accuracy'] = measured;
  const usual = measured.includes('accuracy') ? 'accuracy' : first;
  return declared !== undefined && measured.includes(declared) ? declared : usual;
}

/** The one cell that a text means: its label, or an unambiguous part of it. */
function labelled(text: string, labels: readonly string[]): number {
  const exact = labels.indexOf(text);
  if (exact >= 0) return exact;
  const matches = labels.flatMap((label, at) => (label.includes(text) ? [at] : []));
  const [match, ...others] = matches;
  if (match === undefined)
    throw new CommandError(`no cell is called \`${text}\``, exitCode.wrong, `there are: ${listOf(labels)}`);
  if (others.length > 0)
    throw new CommandError(
      `\`${text}\` is a part of ${matches.length} labels: ${listOf(matches.flatMap(at => labels[at] ?? []))}`,
    );
  return match;
}

const listOf = (labels: readonly string[]): string =>
  `${labels.slice(0, 8).join('; ')}${labels.length > 8 ? `; and ${labels.length - 8} more` : ''}`;
