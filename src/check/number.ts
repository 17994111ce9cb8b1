import { type Diagnostic, type NumberValue, print } from '../../grammar/index.js';
import type { Amount, TypeShape } from '../catalogue/index.js';
import { describeRange } from './describe.js';
import { checkDiagnostics as say } from './diagnostics.js';

/** A value, or what is wrong with it. */
export type Judged<T> = { readonly value: T } | { readonly wrong: Diagnostic };

type NumberShape = Extract<TypeShape, { is: 'number' }>;

const milliseconds: Readonly<Record<string, number>> = { ms: 1, s: 1e3, min: 6e4, h: 3.6e6, d: 8.64e7 };
const bytes: Readonly<Record<string, number>> = {
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
};

/** A plain number; `n%` is n/100, except where it must be whole. */
export function judgeNumber(node: NumberValue, shape: NumberShape): Judged<number> {
  const found = print(node);
  if (node.unit !== undefined && node.unit !== '%') {
    const wanted = shape.whole ? 'a whole number' : 'a plain number';
    return { wrong: say.wrongUnit.at(node.span, { found, wanted, help: `leave out \`${node.unit}\`` }) };
  }
  if (shape.whole && node.unit === '%')
    return {
      wrong: say.wrongUnit.at(node.span, {
        found,
        wanted: 'a whole number',
        help: 'this is a count: write it without `%`',
      }),
    };
  // dividing rather than multiplying by 0.01 keeps 76.23% the double nearest to 0.7623
  const value = node.unit === '%' ? node.value / 100 : node.value;
  if (shape.whole && !Number.isSafeInteger(value))
    return { wrong: say.outOfRange.at(node.span, { value: found, range: 'it must be whole' }) };
  if (!isWithin(value, shape))
    return {
      wrong: say.outOfRange.at(node.span, {
        value: found,
        range: `it must be ${describeRange(shape) || 'finite'}`,
        ...percentHelp(node, shape),
      }),
    };
  return { value };
}

const isWithin = (value: number, { min, max, above, below, among }: NumberShape): boolean =>
  Number.isFinite(value) &&
  (min === undefined || value >= min) &&
  (max === undefined || value <= max) &&
  (above === undefined || value > above) &&
  (below === undefined || value < below) &&
  (among === undefined || among.includes(value));

/** A count (whole, without unit) or a share (with `%`). */
export function judgeAmount(node: NumberValue): Judged<Amount> {
  const found = print(node);
  if (node.unit === '%') {
    if (node.value >= 0 && node.value <= 100) return { value: { share: node.value / 100 } };
    return { wrong: say.outOfRange.at(node.span, { value: found, range: 'a share lies from 0% to 100%' }) };
  }
  const help = 'a count is a whole number, `5000`; a share carries `%`, `10%`';
  if (node.unit !== undefined)
    return { wrong: say.wrongUnit.at(node.span, { found, wanted: 'a count or a share', help }) };
  if (Number.isSafeInteger(node.value) && node.value >= 0) return { value: { count: node.value } };
  return { wrong: say.wrongUnit.at(node.span, { found, wanted: 'a count or a share', help }) };
}

/** In milliseconds. */
export const judgeDuration = (node: NumberValue): Judged<number> =>
  judgeUnit(node, milliseconds, 'a time', 'a time needs its unit: `ms`, `s`, `min`, `h` or `d`, as in `2h`');

/** In bytes. */
export const judgeMemory = (node: NumberValue): Judged<number> =>
  judgeUnit(node, bytes, 'an amount of memory', 'memory needs its unit: `MB`, `GB`, `MiB`, `GiB`, …, as in `4GiB`');

function judgeUnit(
  node: NumberValue,
  units: Readonly<Record<string, number>>,
  wanted: string,
  help: string,
): Judged<number> {
  const factor = node.unit === undefined ? undefined : units[node.unit];
  if (factor === undefined) return { wrong: say.wrongUnit.at(node.span, { found: print(node), wanted, help }) };
  const value = node.value * factor;
  if (Number.isFinite(value) && value > 0) return { value };
  return { wrong: say.outOfRange.at(node.span, { value: print(node), range: 'it must be above 0' }) };
}

/** 88 for 88 % is the commonest slip. */
const percentHelp = (node: NumberValue, { max }: NumberShape): { readonly help?: string } =>
  max === 1 && node.unit === undefined && node.value > 1 && node.value <= 100
    ? { help: `did you mean \`${print(node)}%\`?` }
    : {};
