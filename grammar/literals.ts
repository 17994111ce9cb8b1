import type { Unit } from './tree.js';

const units: readonly Unit[] = ['%', 'ms', 's', 'min', 'h', 'd', 'KB', 'MB', 'GB', 'KiB', 'MiB', 'GiB'];

/** The number and the unit that a number token writes: `1_000.5ms` is 1000.5 and `ms`. Infinite where it is too large. */
export function readNumber(image: string): { readonly value: number; readonly unit: Unit | undefined } {
  const [digits = ''] = /^-?[\d_]+(?:\.[\d_]+)?(?:[eE][+-]?\d+)?/.exec(image) ?? [];
  return { value: Number(digits.replaceAll('_', '')), unit: units.find(unit => unit === image.slice(digits.length)) };
}

/** A stretch of a token, from its start. */
interface Part {
  readonly start: number;
  readonly end: number;
}

/** The text that a string token writes, and the backslashes that escape nothing. */
export function readText(image: string): { readonly value: string; readonly badEscapes: readonly Part[] } {
  const badEscapes: Part[] = [];
  const inner = image.slice(1, -1);
  if (!inner.includes('\\')) return { value: inner, badEscapes };
  const value = inner.replace(/\\(?:u\{([^}"]*)\}|(.))/gsu, (written: string, code, letter, offset: number) => {
    const character = code === undefined ? escapes[letter] : characterOf(code);
    if (character === undefined) badEscapes.push({ start: offset + 1, end: offset + 1 + written.length });
    return character ?? written;
  });
  return { value, badEscapes };
}

/** A string token that writes the text. */
export function writeText(value: string): string {
  const inner = value.replace(/["\\\n\t]|[\p{Cc}\p{Cs}\u2028\u2029\uFEFF\uFFFD]/gu, character => {
    const short = Object.entries(escapes).find(([, meaning]) => meaning === character);
    return short ? `\\${short[0]}` : `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`;
  });
  return `"${inner}"`;
}

const escapes: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', n: '\n', t: '\t' };

function characterOf(code: string): string | undefined {
  if (!/^[0-9a-f]{1,6}$/i.test(code)) return undefined;
  const point = Number.parseInt(code, 16);
  return point <= 0x10ffff ? String.fromCodePoint(point) : undefined;
}

/** A number token that writes the number: the shortest that gives it back. */
export function writeNumber(value: number, unit: Unit | undefined): string {
  return `${Object.is(value, -0) ? '-0' : value}${unit ?? ''}`;
}
