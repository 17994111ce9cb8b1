import type { JobSpec } from '../../plan/index.js';

/**
 * What a student is trained with, as texts by path: `strategy` → `kd`, `strategy.temperature` → `4`, `train.epochs` → `8`.
 * Data and teachers are other jobs' matter; the seed is said elsewhere.
 */
export function settingsOf(spec: JobSpec): Readonly<Record<string, string>> {
  if (spec.kind !== 'train') return {};
  const { length, ...train } = spec.train;
  return Object.fromEntries(
    [
      ...flat('net', spec.net),
      ...flat('strategy', spec.strategy),
      ...flat('train', { ...length, ...train }),
      ...flat('dataset', spec.data.from),
    ].map(([path, value]) => [path, value]),
  );
}

/** A configured entry is its name, with its settings below. */
function flat(path: string, value: unknown): readonly (readonly [string, string])[] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object' || Array.isArray(value))
    return [[path, typeof value === 'string' ? value : JSON.stringify(value)]];
  if (isConfigured(value)) return [[path, value.name], ...flat(path, value.settings)];
  return Object.entries(value).flatMap(([name, part]) => flat(`${path}.${name}`, part));
}

const isConfigured = (value: object): value is { readonly name: string; readonly settings: object } =>
  'name' in value && typeof value.name === 'string' && 'settings' in value && typeof value.settings === 'object';
