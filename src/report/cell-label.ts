import type { Point } from './results.js';

/** The axes in which some cells differ, in the order of their first appearance: the others tell nothing. */
export function differingAxes(cells: readonly { readonly cell: Point }[]): string[] {
  const names = new Set(cells.flatMap(({ cell }) => Object.keys(cell)));
  return [...names].filter(name => cells.some(({ cell }) => cell[name] !== cells[0]?.cell[name]));
}

/** Axes under their last word where that is enough to tell them apart: `temperature` for `strategy.temperature`. */
export function shortAxisNames(axes: readonly string[]): Map<string, string> {
  const lastWord = (axis: string): string => axis.slice(axis.lastIndexOf('.') + 1);
  const isUnique = (axis: string): boolean => axes.every(other => other === axis || lastWord(other) !== lastWord(axis));
  return new Map(axes.map(axis => [axis, isUnique(axis) ? lastWord(axis) : axis]));
}

/** A cell in a sentence: `kd, temperature 4`. Empty where an experiment has only one. */
export function cellLabel(cell: Point, axes: readonly string[]): string {
  const names = shortAxisNames(axes);
  const parts = axes.flatMap(axis => {
    const value = cell[axis];
    if (value === undefined) return [];
    return axis === 'strategy' || axis === 'student' ? [value] : [`${names.get(axis)} ${value}`];
  });
  return parts.join(', ');
}
