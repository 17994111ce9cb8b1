import { heatMapsFile, parseHeatMaps } from '../formats/index.js';
import type { JobId, PlannedExperiment, PlannedTrial } from '../plan/index.js';
import type { RunState, Viewer } from '../report/index.js';
import { DamagedObject, type ObjectReader } from '../store/index.js';

/** The pictures of a trial's product, and of the baseline's of the same seed beside them; empty where there are none. */
export function heatViews(
  { plan: { experiments } }: RunState,
  trial: PlannedTrial,
  objects: ObjectReader,
): readonly Viewer[] {
  const experiment = experiments.find(({ trials }) => trials.some(({ id }) => id === trial.id));
  if (!experiment) return [];
  const viewer = (of: PlannedTrial, name: string): Viewer[] => {
    const maps = mapsOf(of.result, objects);
    return maps ? [{ name, maps }] : [];
  };
  const own = viewer(trial, trial.cell.strategy ?? 'product');
  const baseline = baselineOf(trial, experiment);
  return baseline ? [...own, ...viewer(baseline, baseline.cell.strategy ?? 'baseline')] : own;
}

function baselineOf({ id, seed }: PlannedTrial, { trials, cells }: PlannedExperiment): PlannedTrial | undefined {
  const own = cells.find(cell => cell.trials.some(index => trials[index]?.id === id));
  const against = own?.against === undefined ? undefined : cells[own.against];
  const found = against?.trials.map(index => trials[index]).find(other => other?.seed === seed);
  return found?.id === id ? undefined : found;
}

function mapsOf(result: JobId, objects: ObjectReader): Viewer['maps'] | undefined {
  if (!objects.has(result)) return undefined;
  try {
    if (!(heatMapsFile in (objects.info(result).files ?? {}))) return undefined;
    return parseHeatMaps(objects.read(result, heatMapsFile).toString('utf8'));
  } catch (error) {
    // `kd exp verify` speaks of damage; the rest of the trial can be shown
    if (error instanceof DamagedObject) return undefined;
    throw error;
  }
}
