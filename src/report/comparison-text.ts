import type { RunsComparison } from './compare-runs.js';
import type { MetricLookup } from './metric.js';
import { paint } from './paint.js';
import { summaryLines } from './summary.js';
import { resultTable } from './table.js';
import type { TextOptions } from './text-options.js';
import { wrap } from './width.js';

/** Cells of several runs as text: what makes the comparison unfair, the table, and what can be said of it. */
export function comparisonText(
  { experiment, notes }: RunsComparison,
  metric: MetricLookup,
  options: TextOptions,
): string {
  const warnings = notes.flatMap(note =>
    wrap(`! ${note}`, options.columns ?? Number.POSITIVE_INFINITY, '  ').map(line => paint(line, 'yellow', options)),
  );
  const blocks = [warnings, resultTable(experiment, metric, options), summaryLines(experiment, metric, options)];
  return `${blocks
    .filter(lines => lines.length > 0)
    .map(lines => lines.join('\n'))
    .join('\n\n')}\n`;
}
