import type { MetricFacts } from './metric.js';
import type { Interval, Summary } from './statistics.js';

/** How the numbers of one column are written: all divided by the same, with the same decimals, so that they can be compared by eye. */
export interface Scale {
  /** What stands behind a number or in the head of the column: `%`, `k`, `kB`, or nothing. */
  readonly unit: string;
  /** What stands behind a difference: of per cent, points. */
  readonly differenceUnit: string;
  readonly divisor: number;
  readonly decimals: number;
}

/** The scale for numbers of a metric of which the largest is about `largest`. */
export function scaleFor(unit: MetricFacts['unit'], largest: number): Scale {
  switch (unit) {
    case 'share':
      return { unit: '%', differenceUnit: 'points', divisor: 0.01, decimals: 2 };
    case 'number':
    case 'pictures': // no number ever comes of them
      return plain('', 1, Math.min(6, Math.max(0, 3 - exponentOf(largest))));
    case 'count':
      return largest < 1000 ? plain('', 1, 0) : thousands(largest, ['', 'k', 'M', 'G', 'T']);
    case 'bytes':
      return largest < 1000 ? plain('B', 1, 0) : thousands(largest, ['B', 'kB', 'MB', 'GB', 'TB']);
  }
}

/** `97.31`, without the unit. */
export function numberText(value: number, { divisor, decimals }: Scale): string {
  if (!Number.isFinite(value)) return String(value);
  const text = (value / divisor).toFixed(decimals);
  return Number(text) === 0 ? text.replace('-', '') : text;
}

/** `+0.86`: a difference, always with its sign. */
export function signedText(value: number, scale: Scale): string {
  const text = numberText(value, scale);
  return value >= 0 || Number(text) === 0 ? `+${text}` : text;
}

/** `97.31 ± 0.12`, and `97.31` where there is no spread to tell. */
export function meanText({ mean, sd }: Summary, scale: Scale, { unicode }: { readonly unicode: boolean }): string {
  const text = numberText(mean, scale);
  return sd === undefined ? text : `${text} ${unicode ? '±' : '+/-'} ${numberText(sd, scale)}`;
}

/** `[96.98, 97.64]` */
export const intervalText = ([low, high]: Interval, scale: Scale, write = numberText): string =>
  `[${write(low, scale)}, ${write(high, scale)}]`;

/** The head of a column: `accuracy %`, `params (k)`, `nll`. */
export function titleText(name: string, { unit }: Scale): string {
  if (unit === '') return name;
  return unit === '%' ? `${name} %` : `${name} (${unit})`;
}

/** One value with its unit: `97.31 %`, `12.7 k`, `0.4123`. */
export function valueText(value: number, unit: MetricFacts['unit']): string {
  if (unit === 'number' && Number.isInteger(value)) return String(value);
  const scale = scaleFor(unit, Math.abs(value));
  return `${numberText(value, scale)} ${scale.unit}`.trimEnd();
}

const plain = (unit: string, divisor: number, decimals: number): Scale => ({
  unit,
  differenceUnit: unit,
  divisor,
  decimals,
});

/** Three digits in front of a power of 1000. */
function thousands(largest: number, units: readonly string[]): Scale {
  const power = Math.min(units.length - 1, Math.floor(exponentOf(largest) / 3));
  const digits = exponentOf(largest) - 3 * power;
  return plain(units[power] ?? '', 1000 ** power, Math.max(0, 2 - digits));
}

/** The power of ten of a number's first digit. */
const exponentOf = (value: number): number =>
  value > 0 && Number.isFinite(value) ? Number(value.toExponential(2).split('e')[1]) : 0;
