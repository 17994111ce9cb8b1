import type { Json } from '../../lib/json.js';

/** A value of the catalogue as an author would write it: `[16, 32]`, `uniform(of: probabilities)`. */
export function valueText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(valueText).join(', ')}]`;
  if (isConfigured(value)) {
    const settings = Object.entries(value.settings).filter(([, setting]) => setting !== undefined);
    return settings.length === 0
      ? value.name
      : `${value.name}(${settings.map(([name, setting]) => `${name}: ${valueText(setting)}`).join(', ')})`;
  }
  if (isRecord(value) && typeof value.share === 'number') return `${value.share * 100}%`;
  if (isRecord(value) && typeof value.count === 'number') return String(value.count);
  return String(value);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isConfigured = (
  value: unknown,
): value is { readonly name: string; readonly settings: { readonly [setting: string]: Json | undefined } } =>
  isRecord(value) && typeof value.name === 'string' && isRecord(value.settings);
