import { unreachable } from '../../lib/bug.js';
import { cellLabel, differingAxes, oneLine, resultWarnings } from '../../report/index.js';
import type { DashRun } from './dash-run.js';

/** What went wrong so far, the worst first: failures, then results that look wrong. */
export function troubles(run: DashRun): readonly string[] {
  const failures = run.state.failures
    .filter(({ isRetried, job }) => !isRetried && run.state.jobs.get(job.id)?.state === 'failed')
    .toReversed()
    .map(({ job, reason, text }) => `${job.label}: ${reason}: ${oneLine(text)}`);
  return [...failures, ...doubts(run)];
}

const doubtsOf = new WeakMap<DashRun['results'], readonly string[]>();

function doubts({ results, classes }: DashRun): readonly string[] {
  const known = doubtsOf.get(results);
  if (known) return known;
  const found = results.experiments.flatMap(experiment => {
    const axes = differingAxes(experiment.cells);
    return resultWarnings(experiment, classes).flatMap(warning => {
      const who = [cellLabel(warning.cell.cell, axes), `seed ${warning.trial.seed}`].filter(Boolean).join(', ');
      switch (warning.kind) {
        case 'no-result':
          return [];
        case 'at-chance':
          return [`${who} is at chance level`];
        case 'far-from-cell':
          return [`${who} is far from its cell's other seeds`];
        case 'noticed':
          return [`${who}: ${warning.text}`];
        default:
          return unreachable(warning);
      }
    });
  });
  doubtsOf.set(results, found);
  return found;
}
