import { unreachable } from '../../lib/bug.js';
import { durationText, elapsedMs, stateWord } from '../../report/index.js';
import { bestLines, troubleLine } from './answers.js';
import { shownCells, shownMetric } from './cell-rows.js';
import { chosenCell, seedAt } from './chosen.js';
import type { DashRun } from './dash-run.js';
import type { DashState } from './dash-state.js';
import { leftText } from './header.js';
import { progressText } from './job-progress.js';
import { jobRows } from './job-tree.js';
import { metricScale } from './metric-scale.js';
import { promptLine } from './prompt-line.js';
import { cursorAt } from './rows.js';
import { seedState } from './seed-marks.js';
import { textOf } from './span.js';
import { compare } from './views/compare.js';
import { devices } from './views/devices.js';
import { help } from './views/help.js';
import { log } from './views/log.js';
import { trial } from './views/trial.js';
import type { ViewOf } from './views/view.js';

/** The dashboard for a screen reader: what the run has come to, in sentences. */
export function spokenSummary(state: DashState, run: DashRun): string[] {
  const { trialCounts, trials, run: name } = run.state;
  const word = run.isLost ? 'left: its process is gone' : stateWord(run.state);
  const failed = trialCounts.failed > 0 ? `, ${trialCounts.failed} failed` : '';
  return [
    `Run ${name} is ${word}, for ${durationText(Math.max(0, elapsedMs(run.state, run.nowMs)) / 1000)}.`,
    `${trialCounts.done} of ${trials.size} trials are done${failed}.${run.state.state === 'running' ? ` ${sentence(leftText(run))}` : ''}`,
    ...bestLines(state, run).map(line => sentence(textOf(line))),
    sentence(textOf(troubleLine(run))),
  ];
}

/** What is under the cursor, what is asked, or what was said. */
export function spokenFocus(state: DashState, run: DashRun): string[] {
  if (state.prompt || state.message !== undefined) return [textOf(promptLine(state, run))];
  switch (state.view) {
    case 'overview':
      return cellSentences(state, run);
    case 'jobs':
      return jobSentence(state, run);
    case 'trial':
      return viewText(trial, state, run);
    case 'devices':
      return viewText(devices, state, run);
    case 'compare':
      return viewText(compare, state, run);
    case 'help':
      return viewText(help, state, run);
    case 'log':
      return viewText(log, state, run).slice(-10);
    default:
      return unreachable(state.view);
  }
}

const sentence = (text: string): string => {
  const whole = text.replace(/\s+/g, ' ').trim();
  return `${whole.charAt(0).toUpperCase()}${whole.slice(1)}.`;
};

function cellSentences(state: DashState, run: DashRun): string[] {
  const row = chosenCell(state, run);
  if (!row) return ['No cell.'];
  const rows = shownCells(state, run);
  const metric = shownMetric(state, row.experiment);
  const summary = metric === undefined ? undefined : row.cell.metrics[metric];
  const scale = metric === undefined ? undefined : metricScale(row.experiment, metric, run);
  const value =
    summary && scale ? `, ${metric} ${(summary.mean / scale.divisor).toFixed(scale.decimals)} ${scale.unit}` : '';
  const verdict = row.cell.isBaseline ? ', the baseline' : row.cell.against ? `, ${row.cell.against.verdict}` : '';
  const chosen = row.trials[seedAt(state, row.trials)];
  return [
    `Cell ${rows.indexOf(row) + 1} of ${rows.length}: ${row.label}, ${row.cell.n} of ${row.trials.length} seeds done${value}${verdict}.`,
    ...(chosen ? [`Seed ${chosen.seed}: ${seedState(run.state, chosen)}, trial ${chosen.id}.`] : []),
  ];
}

function jobSentence(state: DashState, run: DashRun): string[] {
  const rows = jobRows(run.state, state.folded, state.filters.jobs ?? '');
  const at = cursorAt(
    'jobs',
    state,
    rows.map(({ key }) => key),
  );
  const row = rows[at];
  if (!row) return ['No job.'];
  return [
    `Job ${at + 1} of ${rows.length}: ${row.record.job.label}, ${progressText(row.record, run.state, run.nowMs)}.`,
  ];
}

/** The words of a view, without its pictures. */
function viewText(view: ViewOf, state: DashState, run: DashRun): string[] {
  const { lines } = view(state, run, { columns: 100, rows: 200, unicode: true });
  return lines.map(textOf).filter(text => text.trim() !== '' && !/[\u2800-\u28FF\u2580-\u259F]|·{4}/.test(text));
}
