import type { Axis, Point } from './experiment.js';
import type { Alternative, Choices, SweepAxis } from './sweep.js';

/** The axes of some points, in the order in which they were met, with the names results show. */
export interface NamedAxes {
  readonly axes: readonly Axis[];
  /** The settings of a point that do not belong to its seed. */
  pointOf(choices: Choices): Point;
  /** The same without those that belong to the strategy: what must agree for two cells to be compared. */
  surroundingsOf(choices: Choices): Point;
}

/** Names axes by setting names; where two coincide, by the longer path. The seed is no part of a cell. */
export function nameAxes(alternatives: readonly Alternative<unknown>[]): NamedAxes {
  const met = new Set<SweepAxis>();
  for (const { choices } of alternatives) for (const axis of choices.keys()) met.add(axis);
  const shown = byRoot([...met]);
  const names = tellApart(shown);
  const nameOf = (axis: SweepAxis): string => names.get(axis) ?? axis.short;
  const collect = (choices: Choices, keep: (root: string) => boolean): Point => {
    const point: Record<string, string> = {};
    for (const [axis, index] of choices) {
      if (axis.points) {
        for (const [name, label] of Object.entries(axis.points[index] ?? {}))
          if (keep(name.split('.')[0] ?? '')) point[name] = label;
      } else if (keep(axis.root)) point[nameOf(axis)] = axis.labels[index] ?? '';
    }
    return point;
  };
  return {
    axes: merged(shown.flatMap(axis => namedAxes(axis, nameOf(axis)))),
    pointOf: choices => collect(choices, root => root !== 'seed'),
    surroundingsOf: choices => collect(choices, root => root !== 'seed' && root !== 'strategy'),
  };
}

/** The shortest names by which axes of one name differ; where none do, they never meet in one point. */
function tellApart(axes: readonly SweepAxis[]): ReadonlyMap<SweepAxis, string> {
  const names = new Map<SweepAxis, string>();
  for (const short of new Set(axes.map(axis => axis.short))) {
    const same = axes.filter(axis => axis.short === short && axis.root !== 'seed');
    const levels = [0, 1, 2].map(level => same.map(({ longer }) => longer[level] ?? short));
    const most = Math.max(...levels.map(level => new Set(level).size));
    const chosen = same.length > 1 && most > 1 ? levels.find(level => new Set(level).size === most) : undefined;
    for (const [index, axis] of same.entries()) names.set(axis, chosen?.[index] ?? short);
  }
  return names;
}

/** Axes of one setting side by side, the seed last; otherwise in the order in which they were met. */
function byRoot(axes: readonly SweepAxis[]): readonly SweepAxis[] {
  const roots = [...new Set(axes.map(({ root }) => root).filter(root => root !== 'seed')), 'seed'];
  return roots.flatMap(root => axes.filter(axis => axis.root === root));
}

function namedAxes(axis: SweepAxis, name: string): readonly Axis[] {
  if (!axis.points) return [{ name, alternatives: axis.labels }];
  const names = [...new Set(axis.points.flatMap(point => Object.keys(point)))];
  return names.map(one => ({
    name: one,
    alternatives: [...new Set(axis.points?.flatMap(point => point[one] ?? []))],
  }));
}

/** Axes of one name, as of two cases, are shown as one. */
function merged(axes: readonly Axis[]): readonly Axis[] {
  const byName = new Map<string, Axis>();
  for (const axis of axes) {
    const before = byName.get(axis.name)?.alternatives ?? [];
    byName.set(axis.name, { name: axis.name, alternatives: [...new Set([...before, ...axis.alternatives])] });
  }
  return [...byName.values()];
}
