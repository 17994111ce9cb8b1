import { Partners } from './partners.js';

/**
 * A value that may differ from point to point. Where an author writes `each`, an axis appears; a sweep lists what the
 * value is for every choice along the axes it depends on, and on no other. Sweeps are joined from the inside out, so
 * parts that do not depend on an axis stay one object in all trials, and an axis used twice is walked once.
 */
export type Sweep<T> = readonly Alternative<T>[];

export interface Alternative<T> {
  readonly choices: Choices;
  readonly value: T;
}

/** Which alternative is taken along each axis, in the order in which the axes were met. */
export type Choices = ReadonlyMap<SweepAxis, number>;

/** One `each` of one declaration. Compared by identity. */
export interface SweepAxis {
  /** Setting names from the experiment down: `strategy.temperature`. */
  readonly short: string;
  /** Names for where others are called the same, each telling more than the one before: `strategy.kd.temperature`. */
  readonly longer: readonly string[];
  /** Its first step: `seed`, `strategy`. */
  readonly root: string;
  /** As the author would write them. */
  readonly labels: readonly string[];
  /** For cases: the settings that each alternative shows in place of its label. */
  readonly points?: readonly Readonly<Record<string, string>>[];
}

const noChoices: Choices = new Map();

export const constant = <T>(value: T): Sweep<T> => [{ choices: noChoices, value }];

/** What stands where a mistake was reported: no point at all, so nothing that depends on it is judged. */
export const nothing: Sweep<never> = [];

export const map = <A, B>(sweep: Sweep<A>, change: (value: A) => B): Sweep<B> =>
  sweep[0] && sweep[0] === sweep[mostPoints]
    ? tooMany(change(sweep[0].value))
    : sweep.map(({ choices, value }) => ({ choices, value: change(value) }));

/** More points than this are never wanted; they are counted before they are joined, so that asking for them costs little. */
export const mostPoints = 1_000_000;

/**
 * Whether sweeps have too many points together. Lengths multiply where no axis is shared; where one is, their product
 * says nothing, and `join` finds out.
 */
function areTooMany(sweeps: readonly Sweep<unknown>[]): boolean {
  const met = new Set<SweepAxis>();
  let points = 1;
  for (const sweep of sweeps) {
    const axes = new Set(sweep.length === 1 ? [] : sweep.flatMap(({ choices }) => [...choices.keys()]));
    if ([...axes].every(axis => !met.has(axis))) points *= sweep.length;
    for (const axis of axes) met.add(axis);
  }
  return points > mostPoints;
}

/** Stands for a sweep that will be refused for its length alone: one alternative, again and again. */
const tooMany = <T>(value: T): Sweep<T> =>
  new Array<Alternative<T>>(mostPoints + 1).fill({ choices: noChoices, value });

/** Every pair whose choices do not contradict each other; the second moves faster. */
export function join<A, B, C>(first: Sweep<A>, second: Sweep<B>, combine: (a: A, b: B) => C): Sweep<C> {
  const [one] = first;
  const [other] = second;
  if (one && other && areTooMany([first, second])) return tooMany(combine(one.value, other.value));
  const partners = new Partners(second);
  const joined: Alternative<C>[] = [];
  for (const a of first) {
    for (const b of partners.of(a.choices)) {
      const choices = merge(a.choices, b.choices);
      if (!choices) continue;
      joined.push({ choices, value: combine(a.value, b.value) });
      if (joined.length > mostPoints) return joined;
    }
  }
  return joined;
}

/** A record of sweeps as a sweep of records. */
export function joinRecord<R extends object>(fields: { readonly [K in keyof R]: Sweep<R[K]> }): Sweep<R> {
  const names = Object.keys(fields) as (keyof R)[];
  const fixed: Partial<R> = {};
  const moving: (keyof R)[] = [];
  for (const name of names) {
    const only = fields[name].length === 1 ? fields[name][0] : undefined;
    if (only && only.choices.size === 0) fixed[name] = only.value;
    else moving.push(name);
  }
  if (areTooMany(moving.map(name => fields[name])))
    return tooMany(Object.fromEntries(names.map(name => [name, fields[name][0]?.value])) as R);
  return moving.reduce<Sweep<R>>(
    (records, name) => join(records, fields[name], (record, value) => ({ ...record, [name]: value })),
    constant(fixed as R),
  );
}

/** A list of sweeps as a sweep of lists. */
export const joinList = <T>(items: readonly Sweep<T>[]): Sweep<readonly T[]> =>
  areTooMany(items)
    ? tooMany(items.flatMap(([first]) => (first ? [first.value] : [])))
    : items.reduce<Sweep<readonly T[]>>(
        (lists, item) => join(lists, item, (list, value) => [...list, value]),
        constant([]),
      );

/** One sweep along an axis: alternative by alternative, each with the axes inside it. */
export const along = <T>(axis: SweepAxis, alternatives: readonly Sweep<T>[]): Sweep<T> =>
  alternatives.flatMap((sweep, index) =>
    sweep.flatMap(({ choices, value }) => {
      const merged = merge(new Map([[axis, index]]), choices);
      return merged ? [{ choices: merged, value }] : [];
    }),
  );

function merge(a: Choices, b: Choices): Choices | undefined {
  if (b.size === 0) return a;
  if (a.size === 0) return b;
  for (const [axis, index] of b) {
    const other = a.get(axis);
    if (other !== undefined && other !== index) return undefined;
  }
  return new Map([...a, ...b]);
}
