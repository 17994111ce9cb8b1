import { epochsOf, reportText, resultsJson, resultsOf, trialText } from '../../report/index.js';
import type { CommandAction } from '../commands.js';
import { exitCode } from '../exit-code.js';
import { findTrial } from '../find-trial.js';
import { classCount, metricFacts } from '../lookups.js';
import { namesARun, type Replayed, replayRun } from '../replay.js';
import { textOptions } from '../text-options.js';

/** `kd exp show [RUN] [TRIAL]`; a trial alone is one of the newest run. */
export const expShow: CommandAction = async ([first, second], options, terminal) => {
  const isTrial = first !== undefined && second === undefined && !namesARun(first, options, terminal);
  const newest = isTrial ? replayRun(undefined, options, terminal) : undefined;
  const isOfNewest = newest !== undefined && [...newest.state.trials.keys()].some(id => id.includes(first ?? ''));
  const trial = isOfNewest ? first : second;
  const replayed = isOfNewest ? newest : replayRun(first, options, terminal);
  const results = resultsOf(replayed.state, metricFacts);
  const look = { ...textOptions(terminal, 'out'), metric: metricFacts, classes: classCount };
  if (options.json)
    terminal.out(`${JSON.stringify(trial ? trialJson(replayed, trial) : resultsJson(results), undefined, 2)}\n`);
  else if (trial) {
    const found = findTrial(replayed.state, trial);
    terminal.out(trialText(replayed.state, found, epochsOf(replayed.events, new Set(found.jobs)), look));
  } else terminal.out(`run ${results.run}: ${results.state}\n\n${reportText(results, look)}`);
  return exitCode.done;
};

/** The trial as in the JSON of its run, with the epochs of its jobs. */
function trialJson({ state, events }: Replayed, part: string): object {
  const { id, jobs } = findTrial(state, part);
  const json = resultsJson(resultsOf(state, metricFacts)) as {
    readonly experiments: readonly { readonly trials: readonly { readonly id: string }[] }[];
  };
  const trial = json.experiments.flatMap(({ trials }) => trials).find(other => other.id === id);
  return { version: 1, ...trial, jobs, epochs: Object.fromEntries(epochsOf(events, new Set(jobs))) };
}
