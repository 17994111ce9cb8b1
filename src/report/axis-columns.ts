import type { PlannedExperiment } from '../plan/index.js';

/** An axis of some experiments with all it takes; numbers where every alternative is one. */
export interface AxisColumn {
  readonly name: string;
  readonly values: readonly (string | number)[];
  readonly isNumeric: boolean;
}

/** The axes of all cells, in the order of their first appearance, each alternative once. */
export function axisColumns(experiments: readonly PlannedExperiment[]): readonly AxisColumn[] {
  const alternatives = new Map<string, Set<string>>();
  for (const { cells } of experiments)
    for (const { cell } of cells)
      for (const [axis, value] of Object.entries(cell))
        alternatives.set(axis, (alternatives.get(axis) ?? new Set()).add(value));
  return [...alternatives].map(([name, texts]) => {
    const isNumeric = [...texts].every(text => numberOf(text) !== undefined);
    return { name, values: [...texts].map(text => (isNumeric ? Number(text) : text)), isNumeric };
  });
}

/** The number that a text as people write it is; undefined where it is none, or one with a unit. */
function numberOf(text: string): number | undefined {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}
