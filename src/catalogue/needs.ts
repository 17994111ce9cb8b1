import type { Configured } from './entry.js';
import { losses } from './loss.js';
import { type Needs, type StrategyEntry, strategies } from './strategy.js';

/** What a strategy needs, the terms it is made of included. */
export function needsOf({ name, settings }: Configured): Needs {
  const known: Readonly<Record<string, StrategyEntry>> = strategies;
  const terms: Readonly<Record<string, { readonly needs: Needs }>> = losses;
  const parts = Object.values(settings).flatMap(setting =>
    Array.isArray(setting) ? setting.filter(isConfigured) : [],
  );
  const all = [known[name]?.needs ?? {}, ...parts.map(part => terms[part.name]?.needs ?? {})];
  const listens = all.flatMap(({ teachers }) => teachers ?? []);
  return {
    ...(listens.length > 0 ? { teachers: listens.includes('taps') ? 'taps' : 'logits' } : {}),
    ...(all.some(({ single }) => single) ? { single: true } : {}),
    ...(all.some(({ unlabeled }) => unlabeled) ? { unlabeled: true } : {}),
  };
}

/** Whether a setting's value is an entry with settings of its own. */
export const isConfigured = (value: unknown): value is Configured =>
  typeof value === 'object' && value !== null && 'name' in value && 'settings' in value;
