import type { metrics, SettingsOf } from '../../catalogue/index.js';
import type { Metric } from './metric.js';
import { type OneAgainstRest, overClasses } from './one-against-rest.js';

/** Share of the examples of the class that are named so. */
export const sensitivity: Metric<SettingsOf<typeof metrics.sensitivity>> = ({ predictions }, settings) =>
  overClasses(predictions, settings.class, held => shareRight(held, true));

/** Share of all other examples that are not. */
export const specificity: Metric<SettingsOf<typeof metrics.specificity>> = ({ predictions }, settings) =>
  overClasses(predictions, settings.class, held => shareRight(held, false));

function shareRight({ isOf, isNamed }: OneAgainstRest, which: boolean): number | undefined {
  const asked = isNamed.filter((_, example) => isOf[example] === which);
  return asked.length === 0 ? undefined : asked.filter(named => named === which).length / asked.length;
}
