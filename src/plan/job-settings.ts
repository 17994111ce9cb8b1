import type { Json } from '../lib/json.js';
import type { Job } from './plan.js';

/**
 * What an author could write to get the job, `train.epochs` to `20`, and the fingerprints of its data: its specification
 * flattened, without the ids of its inputs, which say nothing to a reader.
 */
export function jobSettings({ spec }: Job): ReadonlyMap<string, string> {
  const { product, teachers, start, evaluation, kind, ...rest } = spec as unknown as { readonly [key: string]: Json };
  return flat(rest);
}

/** Leaves by path, as JSON. Lists are leaves. */
export function flat(value: Json | undefined, path: readonly string[] = []): Map<string, string> {
  const leaves = new Map<string, string>();
  const walk = (node: Json | undefined, at: readonly string[]): void => {
    if (isRecord(node) && Object.keys(node).length > 0)
      for (const [name, child] of Object.entries(node)) walk(child, unwritten.has(name) ? at : [...at, name]);
    else if (node !== undefined) leaves.set(at.join('.'), JSON.stringify(node));
  };
  walk(value, path);
  return leaves;
}

/** Levels of a specification that no author writes: it is `train.epochs` and `data.train 200`. */
const unwritten: ReadonlySet<string> = new Set(['settings', 'length', 'count']);

const isRecord = (value: Json | undefined): value is { readonly [key: string]: Json | undefined } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
