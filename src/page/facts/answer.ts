import type { CellResult, Comparison } from '../../report/index.js';
import { intervalText, numberText, signedText } from '../../report/index.js';
import type { Context } from '../context.js';

/** What an experiment found, in sentences: the main one, and one for each cell that was compared. */
export interface Answer {
  readonly lead: string;
  readonly findings: readonly Finding[];
  /** Of findings that are not told one by one. */
  readonly more?: string;
}

export interface Finding {
  readonly cell: string;
  /** What is said of the cell, with intervals of 95 % in brackets. */
  readonly text: string;
  readonly verdict: Comparison['verdict'];
}

/** So many cells are told one by one. */
const mostTold = 5;

/** Says what was found with its uncertainty, and never that nothing is where nothing was shown. */
export function answerOf(context: Context): Answer {
  const { experiment, main } = context;
  if (main === undefined) return { lead: 'No trial has a result yet.', findings: [] };
  const compared = experiment.cells.filter(({ against }) => against !== undefined);
  const tested = compared.filter(({ against }) => against?.pHolm !== undefined);
  if (compared.length === 0) return { lead: withoutComparison(context, main), findings: [] };
  if (tested.length === 0)
    return {
      lead: `${withoutComparison(context, main, false)} No cell has two seeds in common with its baseline, so nothing tells differences from noise.`,
      findings: [],
    };
  const ranked = tested.toSorted((a, b) => rank(a, context) - rank(b, context));
  const findings = ranked.slice(0, mostTold).map(cell => finding(cell, context));
  return {
    lead: leadOf(ranked, context),
    findings: tested.length === 1 ? [] : findings,
    ...(ranked.length > mostTold
      ? {
          more: `${ranked.length - mostTold} more ${ranked.length === mostTold + 1 ? 'cell is' : 'cells are'} in the table.`,
        }
      : {}),
  };
}

/** Better first, then what is open, then worse; within each the largest difference first. */
function rank({ against }: CellResult, { better }: Context): number {
  const gain = (against?.difference ?? 0) * (better === 'larger' ? 1 : -1);
  const group = { better: 0, 'no difference shown': 1, worse: 2 }[against?.verdict ?? 'no difference shown'];
  return group * 1e9 - gain;
}

function leadOf(ranked: readonly CellResult[], context: Context): string {
  const { compare } = context.experiment;
  const [first] = ranked;
  if (!first) return '';
  const against = `${compare?.baseline} by ${compare?.metric}`;
  if (ranked.length === 1) {
    const { cell, text } = finding(first, context);
    return `${cell}: ${text} In brackets the 95 % interval.`;
  }
  const count = (verdict: Comparison['verdict']): number =>
    ranked.filter(cell => cell.against?.verdict === verdict).length;
  const [better, worse] = [count('better'), count('worse')];
  const open = ranked.length - better - worse;
  if (better + worse === 0)
    return `No difference from ${against} is shown for any of ${ranked.length} cells. That is not to say there is none: ${notRuledOut(ranked, context)}`;
  const parts = [
    ...(better > 0
      ? [`${better} of ${ranked.length} cells ${better === 1 ? 'is' : 'are'} better than ${against}`]
      : []),
    ...(worse > 0
      ? [
          better > 0
            ? `${worse} worse`
            : `${worse} of ${ranked.length} cells ${worse === 1 ? 'is' : 'are'} worse than ${against}`,
        ]
      : []),
    ...(open > 0 ? [`for ${open} no difference is shown`] : []),
  ];
  const best = better > 0 ? ` The largest gain is ${gainText(first, context)}, by ${context.labelOf(first)}.` : '';
  return `${listed(parts)}.${best}${better > 0 ? chosenBest(ranked.length) : ''}`;
}

/** The most that intervals of the differences leave room for. */
function notRuledOut(cells: readonly CellResult[], context: Context): string {
  const scale = context.scaleOf(context.experiment.compare?.metric ?? '');
  const intervals = cells.flatMap(({ against }) => (against?.ci95 ? [against.ci95] : []));
  const low = Math.min(...intervals.map(([value]) => value));
  const high = Math.max(...intervals.map(([, value]) => value));
  return `differences from ${signedText(low, scale)} to ${signedText(high, scale)}${unitText(scale.differenceUnit)} lie within the 95 % intervals.`;
}

function gainText({ against }: CellResult, context: Context): string {
  const scale = context.scaleOf(context.experiment.compare?.metric ?? '');
  const interval = against?.ci95 ? ` ${intervalText(against.ci95, scale, signedText)}` : '';
  return `${signedText(against?.difference ?? Number.NaN, scale)}${unitText(scale.differenceUnit)}${interval}`;
}

function finding(cell: CellResult, context: Context): Finding {
  const { against } = cell;
  const { compare } = context.experiment;
  const cellName = context.labelOf(cell);
  if (!against || !compare) return { cell: cellName, text: '', verdict: 'no difference shown' };
  const scale = context.scaleOf(compare.metric);
  const meanOf = (of: CellResult | undefined): string =>
    `${numberText(of?.metrics[compare.metric]?.mean ?? Number.NaN, scale)}${unitText(scale.unit)}`;
  const judged =
    against.verdict === 'no difference shown'
      ? `no difference from ${against.baseline} shown`
      : `${against.verdict} than ${against.baseline}`;
  const needed =
    against.seedsNeeded === undefined
      ? ''
      : `; ${against.seedsNeeded === 'many' ? 'more than 1000' : `about ${against.seedsNeeded}`} would settle a difference as large`;
  const sure = against.pHolm === undefined ? '' : `, ${pText(against.pHolm)}`;
  const means = `${compare.metric} ${meanOf(cell)} against ${meanOf(baselineOf(cell, context))}`;
  return {
    cell: cellName,
    text: `${judged}: ${means}, ${gainText(cell, context)}${sure}, ${against.pairs} seeds${needed}.`,
    verdict: against.verdict,
  };
}

/** The cell that a cell was compared with. */
function baselineOf(cell: CellResult, { experiment, planned }: Context): CellResult | undefined {
  const at = planned.cells[experiment.cells.indexOf(cell)]?.against;
  return at === undefined ? undefined : experiment.cells[at];
}

function withoutComparison(context: Context, main: string, hints = true): string {
  const { experiment, better, labelOf } = context;
  const scale = context.scaleOf(main);
  const sign = better === 'larger' ? 1 : -1;
  const [best] = experiment.cells
    .filter(({ metrics, stoppedEarly }) => metrics[main] && !stoppedEarly)
    .sort((a, b) => sign * ((b.metrics[main]?.mean ?? 0) - (a.metrics[main]?.mean ?? 0)));
  const summary = best?.metrics[main];
  if (!best || !summary) return 'No cell has a result yet.';
  const interval = summary.ci95 ? `95 % interval ${intervalText(summary.ci95, scale)}, ` : '';
  const seeds = `${summary.n} ${summary.n === 1 ? 'seed, so nobody knows its spread' : 'seeds'}`;
  const found = `${main} ${numberText(summary.mean, scale)}${unitText(scale.unit)} (${interval}${seeds})`;
  if (experiment.cells.length === 1) return `${found}.`;
  const hint = hints
    ? ' Nothing was compared, so nothing tells it from noise: `compare { against … }` in the experiment asks for that.'
    : '';
  return `Best by ${main}: ${labelOf(best)}, ${found}.${chosenBest(experiment.cells.length)}${hint}`;
}

/** The largest of many means is the luckiest as well. */
const chosenBest = (cells: number): string =>
  cells > 5 ? ` As the best of ${cells} cells its value is likely somewhat too good.` : '';

const pText = (p: number): string => (p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`);

const unitText = (unit: string): string => (unit === '' ? '' : ` ${unit}`);

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
