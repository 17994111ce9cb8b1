import { type Comparison, intervalText, meanText, type Scale, signedText } from '../../report/index.js';
import { cellRows, goodness, shownMetric } from './cell-rows.js';
import type { DashRun } from './dash-run.js';
import type { DashState } from './dash-state.js';
import { metricScale } from './metric-scale.js';
import { type Line, line, type Span, toned } from './span.js';
import { troubles } from './trouble.js';
import { verdictSpan } from './verdict.js';

/** The best cell of each experiment; of many, of the first few. */
export function bestLines(state: DashState, run: DashRun): Line[] {
  const { experiments } = run.results;
  return experiments.slice(0, 3).map(experiment => {
    const metric = shownMetric(state, experiment);
    const rows = cellRows(run).filter(row => row.experiment === experiment);
    const [best] = rows
      .flatMap(row => {
        const value = goodness(row.cell, metric, run);
        return value === undefined ? [] : [{ row, value }];
      })
      .sort((a, b) => b.value - a.value);
    const who = experiments.length > 1 ? `${experiment.name}: ` : '';
    if (!best || metric === undefined) return line(toned('dim', 'best   '), who, toned('dim', 'no result yet'));
    const scale = metricScale(experiment, metric, run);
    const summary = best.row.cell.metrics[metric];
    const value = summary ? `${metric} ${meanText(summary, scale, { unicode: true })} ${scale.unit}`.trimEnd() : '';
    return line(
      toned('dim', 'best   '),
      `${who}${best.row.label}, `,
      toned('bold', value),
      ...againstSpans(best.row.cell.against?.metric === metric ? best.row.cell.against : undefined, scale),
    );
  });
}

function againstSpans(against: Comparison | undefined, scale: Scale): (Span | string)[] {
  if (against?.difference === undefined) return [];
  const interval = against.ci95 ? ` ${intervalText(against.ci95, scale, signedText)}` : '';
  const { text, tone } = verdictSpan(against);
  return [`, ${signedText(against.difference, scale)}${interval} against ${against.baseline}: `, toned(tone, text)];
}

/** The worst of what went wrong, and how much there is of it. */
export function troubleLine(run: DashRun): Line {
  const [worst, ...more] = troubles(run);
  const { failed, canceled } = run.state.trialCounts;
  if (worst === undefined) {
    const stopped = canceled > 0 ? `${canceled} stopped, ` : '';
    return line(toned('dim', 'wrong  '), stopped, toned('dim', 'nothing so far'));
  }
  const counted = failed > 0 ? `${failed} ${failed === 1 ? 'trial' : 'trials'} failed, ` : '';
  const others = more.length > 0 ? `, and ${more.length} more` : '';
  return line(toned('dim', 'wrong  '), toned('bad', `${counted}${worst}`), others);
}
