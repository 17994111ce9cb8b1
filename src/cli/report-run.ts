import { relative } from 'node:path';

import { type RunState, reportText, resultsOf } from '../report/index.js';
import type { RunOutcome } from '../schedule/index.js';
import type { RunFolder } from '../store/index.js';
import { classCount, metricFacts } from './lookups.js';
import type { Terminal } from './terminal.js';
import { textOptions } from './text-options.js';

/** Tells what a run that is over came to. */
export function reportRun(
  run: RunFolder,
  state: RunState,
  outcome: RunOutcome,
  stream: 'out' | 'err',
  terminal: Terminal,
): void {
  const look = { ...textOptions(terminal, stream), metric: metricFacts, classes: classCount };
  const text = reportText(resultsOf(state, metricFacts), look);
  terminal[stream](`${text}\n${closingWords(outcome, run, terminal)}\n`);
}

function closingWords(outcome: RunOutcome, { name, folder }: RunFolder, { cwd }: Terminal): string {
  const where = `Run ${name} is in ${relative(cwd, folder) || '.'}`;
  return outcome === 'stopped'
    ? `${where}. It was stopped; nothing finished is lost; \`kd exp resume ${name}\` or the same command goes on.`
    : `${where}. See it again: kd exp show ${name}`;
}
