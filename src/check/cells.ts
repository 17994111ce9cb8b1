import { type Draft, keyOf } from './drafts.js';
import type { Cell } from './experiment.js';

/** Trials by point; each cell with the baseline of its surroundings, where there is one. */
export function groupCells(
  drafts: readonly Draft[],
  isBaseline: ((draft: Draft) => boolean) | undefined,
): readonly Cell[] {
  const byKey = new Map<string, { readonly draft: Draft; readonly trials: number[] }>();
  drafts.forEach((draft, index) => {
    const key = keyOf(draft.point);
    const cell = byKey.get(key);
    if (cell) cell.trials.push(index);
    else byKey.set(key, { draft, trials: [index] });
  });
  const cells = [...byKey.values()];
  const baselines = new Map<string, number>();
  cells.forEach(({ draft }, index) => {
    if (isBaseline?.(draft) && !baselines.has(draft.surroundings)) baselines.set(draft.surroundings, index);
  });
  return cells.map(({ draft, trials }, index) => {
    const against = baselines.get(draft.surroundings);
    const { expect } = draft.row;
    return {
      point: draft.point,
      trials,
      ...(against !== undefined && against !== index ? { against } : {}),
      ...(expect ? { expect } : {}),
    };
  });
}
