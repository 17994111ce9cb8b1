import type { Job } from '../../plan/index.js';
import { jobSettings } from '../../plan/index.js';

/** Settings of some columns: those that all share, and those in which some differ. */
export interface SettingsTable {
  readonly common: readonly (readonly [path: string, value: string])[];
  readonly differing: readonly { readonly path: string; readonly values: readonly (string | undefined)[] }[];
}

/** Compares what jobs were given, path by path; seeds of trials are no setting of a cell. */
export function settingsTable(jobs: readonly (Job | undefined)[]): SettingsTable {
  const all = jobs.map(job => (job ? jobSettings(job) : new Map<string, string>()));
  const paths = [...new Set(all.flatMap(settings => [...settings.keys()]))].filter(path => path !== 'seed');
  const rows = paths
    .map(path => ({ path, values: all.map(settings => written(settings.get(path))) }))
    .filter(({ values }) => values.some(value => value !== undefined));
  const isCommon = ({ values }: (typeof rows)[number]): boolean => values.every(value => value === values[0]);
  return {
    common: rows.filter(isCommon).map(({ path, values }) => [path, values[0] ?? '']),
    differing: rows.filter(row => !isCommon(row)),
  };
}

/** A leaf as an author writes it: words without quotes; a block that has nothing in it says nothing. */
const written = (leaf: string | undefined): string | undefined =>
  leaf === '{}' ? undefined : leaf?.replace(/^"([^"\\]*)"$/, '$1');
