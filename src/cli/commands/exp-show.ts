import type { PlannedTrial } from '../../plan/index.js';
import {
  epochsOf,
  heatMapLines,
  type RunResults,
  reportText,
  resultsJson,
  resultsOf,
  stateText,
  trialText,
} from '../../report/index.js';
import { openStore } from '../../store/index.js';
import type { CommandAction } from '../commands.js';
import { exitCode } from '../exit-code.js';
import { findRunAndTrial } from '../find-trial.js';
import { heatViews } from '../heat-views.js';
import { classCount, metricFacts } from '../lookups.js';
import type { Replayed } from '../replay.js';
import { storeFolder } from '../store-options.js';
import { textOptions } from '../text-options.js';

/** `kd exp show [RUN] [TRIAL]`; a trial alone is one of the newest run. */
export const expShow: CommandAction = async (args, options, terminal) => {
  const found = findRunAndTrial(args, options, terminal);
  const { state, events, trial } = found;
  const results = resultsOf(state, metricFacts, options.interval);
  const look = { ...textOptions(terminal, 'out'), metric: metricFacts, classes: classCount };
  if (options.json)
    terminal.out(`${JSON.stringify(trial ? trialJson(found, trial, results) : resultsJson(results), undefined, 2)}\n`);
  else if (trial) {
    const pictures = heatMapLines(
      heatViews(state, trial, openStore(storeFolder(options, terminal), 'read').objects),
      look,
    );
    const text = trialText(state, trial, epochsOf(events, new Set(trial.jobs)), look);
    terminal.out(pictures.length > 0 ? `${text}\n${pictures.join('\n')}\n` : text);
  } else terminal.out(`run ${results.run}: ${stateText(state)}\n\n${reportText(results, look)}`);
  return exitCode.done;
};

/** The trial as in the JSON of its run, with the epochs of its jobs. */
function trialJson({ events }: Replayed, { id, jobs }: PlannedTrial, results: RunResults): object {
  const json = resultsJson(results) as {
    readonly experiments: readonly { readonly trials: readonly { readonly id: string }[] }[];
  };
  const trial = json.experiments.flatMap(({ trials }) => trials).find(other => other.id === id);
  return { version: 1, ...trial, jobs, epochs: Object.fromEntries(epochsOf(events, new Set(jobs))) };
}
