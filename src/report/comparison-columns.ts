import type { Comparison } from './compare.js';
import type { Column } from './grid.js';
import type { Colour } from './paint.js';
import type { CellResult } from './results.js';
import { intervalText, type Scale, signedText } from './scale.js';
import { widthOf } from './width.js';

/** The difference to the baseline as columns, for tables of several widths. */
interface ComparisonColumns {
  /** Difference and interval in one. */
  readonly inOne: readonly Column[];
  /** Difference, and its interval apart. */
  readonly apart: readonly Column[];
  /** p values, corrected and exact, and the size of the effect. */
  readonly more: readonly Column[];
}

/** A longer name of a baseline would make a column wider than all it holds. */
const longestName = 24;

export function comparisonColumns(cells: readonly CellResult[], baseline: string, scale: Scale): ComparisonColumns {
  const column = (title: string, write: (against: Comparison) => string): Column => {
    const texts = cells.map(({ against }) => (against ? write(against) : ''));
    return { title, cells: texts, shrinkTo: texts.reduce((most, text) => Math.max(most, widthOf(text)), 12) };
  };
  const whom = widthOf(baseline) <= longestName ? baseline : 'the baseline';
  const unit = scale.differenceUnit === '' ? '' : `, ${scale.differenceUnit}`;
  const difference = (against: Comparison): string =>
    against.difference === undefined ? '' : signedText(against.difference, scale);
  const interval = ({ ci95 }: Comparison): string => (ci95 ? intervalText(ci95, scale, signedText) : '');
  return {
    inOne: [column(`against ${whom}${unit}`, against => `${difference(against)} ${interval(against)}`.trimEnd())],
    apart: [column(`against ${whom}${unit}`, difference), column('95 % interval of difference', interval)],
    more: [
      column('p (Holm)', ({ pHolm }) => pText(pHolm)),
      column('p (sign flip)', ({ signFlipP }) => pText(signFlipP)),
      column('effect', ({ effect }) => effectText(effect)),
    ],
  };
}

export const verdictColumn = (cells: readonly CellResult[]): Column => ({
  title: 'verdict',
  cells: cells.map(({ isBaseline, stoppedEarly, against, n }) => {
    if (stoppedEarly) return 'given up';
    return isBaseline ? 'baseline' : verdictText(against, n);
  }),
  colourOf: verdictColour,
});

function verdictText(against: Comparison | undefined, n: number): string {
  if (!against) return '';
  if (n === 0) return 'no result';
  return against.test === 'none' ? 'too few seeds' : against.verdict;
}

/** A p value in a table; empty where nothing was tested. */
export function pText(p: number | undefined): string {
  if (p === undefined) return '';
  return p < 0.001 ? '<0.001' : p.toFixed(3);
}

const effectText = (effect: number | undefined): string =>
  effect === undefined
    ? ''
    : `${effect >= 0 ? '+' : ''}${Math.abs(effect) < 99.5 ? effect.toFixed(1) : effect.toFixed(0)}`;

function verdictColour(verdict: string): Colour | undefined {
  if (verdict === 'better') return 'green';
  if (verdict === 'worse') return 'red';
  return verdict === '' ? undefined : 'dim';
}
