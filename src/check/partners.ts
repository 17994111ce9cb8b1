import type { Choices, Sweep, SweepAxis } from './sweep.js';

/** The alternatives of a sweep that may go with given choices, found without looking at all the others. */
export class Partners<T> {
  readonly #sweep: Sweep<T>;
  /** Those along which every alternative chooses. */
  readonly #common: readonly SweepAxis[];
  /** By the axes that are known, then by what is chosen along them. */
  readonly #groups = new Map<string, ReadonlyMap<string, Sweep<T>>>();

  constructor(sweep: Sweep<T>) {
    this.#sweep = sweep;
    const [first, ...rest] = sweep;
    this.#common = [...(first?.choices.keys() ?? [])].filter(axis => rest.every(({ choices }) => choices.has(axis)));
  }

  /** All that agree along the common axes; along another one that both choose they may still contradict. */
  of(choices: Choices): Sweep<T> {
    const known = this.#common.filter(axis => choices.has(axis));
    return known.length === 0 ? this.#sweep : (this.#grouped(known).get(keyOf(known, choices)) ?? []);
  }

  #grouped(axes: readonly SweepAxis[]): ReadonlyMap<string, Sweep<T>> {
    const name = axes.map(axis => this.#common.indexOf(axis)).join();
    const grouped = this.#groups.get(name) ?? groupBy(this.#sweep, ({ choices }) => keyOf(axes, choices));
    this.#groups.set(name, grouped);
    return grouped;
  }
}

function groupBy<T>(items: readonly T[], keyOfItem: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOfItem(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

const keyOf = (axes: readonly SweepAxis[], choices: Choices): string => axes.map(axis => choices.get(axis)).join();
