import type { metrics, SettingsOf } from '../../catalogue/index.js';
import type { Metric } from './metric.js';
import { type OneAgainstRest, overClasses } from './one-against-rest.js';

/**
 * Area under the curve of the receiver operating characteristic: how often an example of the class has a higher score
 * than one of the rest, ties counted half. By ranks: (R − n(n + 1)/2) / (n m), R the sum of the ranks of the n examples of
 * the class among all n + m. Hanley & McNeil, 1982.
 */
export const auc: Metric<SettingsOf<typeof metrics.auc>> = ({ predictions }, settings) =>
  overClasses(predictions, settings.class, areaUnder);

function areaUnder({ scores, isOf }: OneAgainstRest): number | undefined {
  const positive = isOf.filter(Boolean).length;
  const negative = isOf.length - positive;
  if (positive === 0 || negative === 0) return undefined;
  const order = [...scores.keys()].sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0));
  let ranks = 0;
  for (let from = 0, to = 0; from < order.length; from = to) {
    const score = scores[order[from] ?? 0];
    while (to < order.length && scores[order[to] ?? 0] === score) to++;
    // Equal scores share the mean of their ranks.
    ranks += ((from + 1 + to) / 2) * order.slice(from, to).filter(example => isOf[example]).length;
  }
  return (ranks - (positive * (positive + 1)) / 2) / (positive * negative);
}
