import type { ConceptResult } from './concepts.js';
import { grid } from './grid.js';
import type { ExperimentResult } from './results.js';
import type { TextOptions } from './text-options.js';

/** What teachers and students make of each concept, one row each. Empty where no strategy weighs by concepts. */
export function conceptTable({ concepts }: ExperimentResult, options: TextOptions): string[] {
  if (concepts.length === 0) return [];
  const right = { align: 'right' } as const;
  return grid(
    [
      { title: 'cell', cells: concepts.map(({ cell }) => Object.values(cell).join(', ')), shrinkTo: 12 },
      { title: 'net', cells: concepts.map(({ net }) => net), shrinkTo: 8 },
      { title: 'concept', cells: concepts.map(({ concept }) => concept), shrinkTo: 8 },
      { title: 'TCAV', cells: concepts.map(({ tcav }) => tcav?.toFixed(3) ?? 'none'), ...right },
      { title: '95 % of vectors', cells: concepts.map(intervalText), dropOrder: 1 },
      { title: 'random', cells: concepts.map(({ random }) => random.toFixed(3)), ...right, dropOrder: 2 },
      { title: 'p (Bonferroni)', cells: concepts.map(({ p }) => pText(p)), ...right },
      { title: 'vector accuracy %', cells: concepts.map(({ accuracy }) => (100 * accuracy).toFixed(1)), ...right },
      { title: 'weight', cells: concepts.map(({ weight }) => weight?.toFixed(3) ?? ''), ...right },
    ],
    options,
  );
}

const intervalText = ({ low, high }: ConceptResult): string =>
  low === undefined || high === undefined ? '' : `[${low.toFixed(3)}, ${high.toFixed(3)}]`;

const pText = (p: number): string => (p < 0.001 ? '< 0.001' : p.toFixed(3));
