import { must } from '../lib/bug.js';
import { cellLabel, differingAxes } from './cell-label.js';
import type { MetricLookup } from './metric.js';
import type { RunState, StoppedEarly } from './run-state.js';
import { valueText } from './scale.js';

/** Why a cell was given up, in numbers: `after 3 epochs at validation accuracy 61.20 %, best 74.00 %; the best 2 of 8 cells go on`. */
export function defeatText({ epoch, metric: name, value, best, cells, places }: StoppedEarly, metric: MetricLookup) {
  const { unit } = metric(name);
  const epochs = epoch === 1 ? '1 epoch' : `${epoch} epochs`;
  const going = places === 1 ? `the best of ${cells} cells goes on` : `the best ${places} of ${cells} cells go on`;
  return `after ${epochs} at validation ${name} ${valueText(value, unit)}, best ${valueText(best, unit)}; ${going}`;
}

/** The cell too, for lines of a log: `weighting: kd, temperature 8 after 3 epochs at …`. */
export function defeatLine({ plan }: RunState, event: StoppedEarly, metric: MetricLookup): string {
  const { name, cells } = must(plan.experiments[event.experiment], `experiment ${event.experiment}`);
  const { cell } = must(cells[event.cell], `cell ${event.cell} of ${name}`);
  return `${name}: ${cellLabel(cell, differingAxes(cells))} ${defeatText(event, metric)}`;
}
