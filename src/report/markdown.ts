import { visible } from '../lib/visible.js';
import type { MetricLookup } from './metric.js';
import { type PaperCell, paperTable } from './paper-table.js';
import type { ExperimentResult } from './results.js';

/** One table of Markdown for each experiment, as GitHub and Pandoc read it. */
export function markdownTables(experiments: readonly ExperimentResult[], metric: MetricLookup): string {
  return experiments.map(experiment => markdownTable(experiment, metric)).join('\n');
}

function markdownTable(experiment: ExperimentResult, metric: MetricLookup): string {
  const { caption, head, above, rows } = paperTable(experiment, metric);
  const line = (cells: readonly PaperCell[]): string => `| ${cells.map(cellText).join(' | ')} |`;
  const rule = `| ${head.map(({ align }) => (align === 'left' ? '---' : '---:')).join(' | ')} |`;
  return `${[`### ${markdownText(experiment.name)}`, '', line(head), rule, ...[...above, ...rows].map(line), '', markdownText(caption)].join('\n')}\n`;
}

const cellText = ({ text, isBold }: PaperCell): string => (isBold ? `**${markdownText(text)}**` : markdownText(text));

/** Author's words are words: no emphasis, no link, no HTML, no further column. */
const markdownText = (text: string): string => visible(text).replace(/[\\`*_[\]<>|~#]/g, sign => `\\${sign}`);
