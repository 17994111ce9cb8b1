import { visible } from '../lib/visible.js';
import type { MetricLookup } from './metric.js';
import { type PaperCell, paperTable } from './paper-table.js';
import type { ExperimentResult } from './results.js';

/** One `table` of LaTeX for each experiment, for the package booktabs. */
export function latexTables(experiments: readonly ExperimentResult[], metric: MetricLookup): string {
  const tables = experiments.map(experiment => latexTable(experiment, metric));
  return `% Needs \\usepackage{booktabs}.\n${tables.join('\n')}`;
}

function latexTable(experiment: ExperimentResult, metric: MetricLookup): string {
  const { caption, head, above, rows } = paperTable(experiment, metric);
  const line = (cells: readonly PaperCell[]): string => `    ${cells.map(cellText).join(' & ')} \\\\`;
  return `${[
    '\\begin{table}',
    '  \\centering',
    `  \\caption{${latexText(caption)}}`,
    `  \\label{tab:${experiment.name.replace(/[^A-Za-z0-9-]/g, '-')}}`,
    `  \\begin{tabular}{${head.map(({ align }) => (align === 'left' ? 'l' : 'r')).join('')}}`,
    '    \\toprule',
    line(head),
    '    \\midrule',
    ...(above.length > 0 ? [...above.map(line), '    \\midrule'] : []),
    ...rows.map(line),
    '    \\bottomrule',
    '  \\end{tabular}',
    '\\end{table}',
  ].join('\n')}\n`;
}

const cellText = ({ text, isBold }: PaperCell): string => {
  const written = latexText(text);
  return isBold ? `\\textbf{${written}}` : written;
};

/** Author's words are words, whatever TeX would make of them. */
const latexText = (text: string): string =>
  visible(text)
    .replace(/[\\{}$&#_%~^<>±−]/g, sign => signs[sign] ?? sign)
    .replace(/(^|[[\s])([+-])(?=\d)/g, (_, before: string, sign: string) => `${before}$${sign}$`);

const signs: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  _: '\\_',
  '%': '\\%',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '$<$',
  '>': '$>$',
  '±': '$\\pm$',
  '−': '$-$',
};
