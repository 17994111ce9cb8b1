import { findEntry } from './catalogue.js';
import type { Configured } from './entry.js';
import { isConfigured } from './needs.js';
import { cavParameters, measuredByCav } from './weightings/cav.js';

/** Every concept weighting in the settings of a strategy, at any depth; the strategy `cav` is one itself. */
export function cavsOf(method: Configured): readonly Configured[] {
  if (method.name === 'cav' && findEntry('strategy', 'cav')) return [asWeighting(method)];
  return inside(method);
}

function inside({ settings }: Configured): readonly Configured[] {
  const parts = Object.values(settings)
    .flatMap(value => (Array.isArray(value) ? value : [value]))
    .filter(isConfigured);
  return parts.flatMap(part => ('concepts' in part.settings ? [part] : inside(part)));
}

/** A weighting from settings that hold a weighting's among others. */
export const asWeighting = ({ settings }: Configured): Configured => ({
  name: 'cav',
  settings: Object.fromEntries(Object.keys(cavParameters).map(name => [name, settings[name]])),
});

/** Of a weighting only what decides what is measured of each net. */
export const asMeasure = ({ settings }: Configured): Configured => ({
  name: 'cav',
  settings: Object.fromEntries(measuredByCav.map(name => [name, settings[name]])),
});
