/**
 * Judges a value that was read from a file: undefined where it has the shape, or what is wrong, beginning with where:
 * `.jobs[3].id is no job id`. Where is put together on the way out only, so that what is right costs no text.
 */
export type Shape = (value: unknown) => string | undefined;

/** @param noun what it should be: `a text` */
const being =
  (holds: (value: unknown) => boolean, noun: string): Shape =>
  value =>
    holds(value) ? undefined : ` is not ${noun}`;

export const text = being(value => typeof value === 'string', 'a text');
export const flag = being(value => typeof value === 'boolean', 'true or false');
export const number = being(Number.isFinite, 'a number');
/** JSON has no NaN and writes it as null. */
export const measured = being(value => value === null || Number.isFinite(value), 'a number');
export const count = being(value => Number.isSafeInteger(value) && (value as number) >= 0, 'a count');

export const matching = (pattern: RegExp, noun: string): Shape =>
  being(value => typeof value === 'string' && pattern.test(value), noun);

export const oneOf = (...words: readonly string[]): Shape =>
  being(value => words.includes(value as string), words.map(word => `\`${word}\``).join(' or '));

export const optional =
  (shape: Shape): Shape =>
  value =>
    value === undefined ? undefined : shape(value);

/** Of several shapes the first that fits; what the last has to say counts. */
export const either =
  (...shapes: readonly Shape[]): Shape =>
  value => {
    let wrong: string | undefined;
    for (const shape of shapes) {
      wrong = shape(value);
      if (wrong === undefined) return undefined;
    }
    return wrong;
  };

export const listOf =
  (shape: Shape): Shape =>
  value => {
    if (!Array.isArray(value)) return ' is not a list';
    for (let index = 0; index < value.length; index++) {
      const wrong = shape(value[index]);
      if (wrong !== undefined) return `[${index}]${wrong}`;
    }
    return undefined;
  };

/** Any names, to values of one shape. */
export const recordOf =
  (shape: Shape): Shape =>
  value => {
    if (!isRecord(value)) return ' is not an object';
    for (const name in value) {
      if (name === '__proto__') return ' has a field `__proto__`';
      const wrong = shape(value[name]);
      if (wrong !== undefined) return `.${name}${wrong}`;
    }
    return undefined;
  };

/** These fields, and perhaps others, which a newer version may have added. */
export function fields(shapes: Readonly<Record<string, Shape>>): Shape {
  const named = Object.entries(shapes);
  return value => {
    if (!isRecord(value)) return ' is not an object';
    for (const [name, shape] of named) {
      const wrong = shape(value[name]);
      if (wrong !== undefined) return `.${name}${wrong}`;
    }
    return undefined;
  };
}

/** JSON of any kind that is nested no deeper than what walks through it can bear. */
export const json: Shape = value => nested(value, 0);

const deepest = 64;

function nested(value: unknown, depth: number): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth === deepest) return ` is nested deeper than ${deepest} levels`;
  if (Object.hasOwn(value, '__proto__')) return ' has a field `__proto__`';
  for (const inner of Object.values(value)) {
    const wrong = nested(inner, depth + 1);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
