import type { Declaration, Diagnostic, Each, Let, Source, Span } from '../../grammar/index.js';
import type { Experiment } from './experiment.js';
import type { FileReader } from './files.js';
import type { PathGuard } from './load.js';
import type { Scope } from './scope.js';
import type { SweepAxis } from './sweep.js';

/** What every check may know and do. */
export interface CheckContext {
  readonly scope: Scope;
  readonly report: (diagnostic: Diagnostic) => void;
  readonly axes: AxisRegistry;
  readonly files: FileReader;
  readonly guard: PathGuard;
  /** Where a source lies, for paths relative to it. */
  readonly folderOf: (source: Source) => string;
  /** Declarations that were read as they stand, so that they need not be read again by themselves. */
  readonly met: Set<Declaration>;
  /** Values that may still be followed: a few lines can stand for more than any machine can hold. */
  readonly effort: { left: number };
  /** Constants and declarations being followed, so that one that means or holds itself is noticed. */
  readonly following: ReadonlySet<Let | Declaration>;
  /** Another experiment, checked; undefined where it has errors. A circle is reported at `use`. */
  readonly experimentOf: (declaration: Declaration, use: Span) => Experiment | undefined;
}

/** Where in an experiment a value stands. Names axes, and says whose they are. */
export interface Place {
  /** Setting names from the experiment down. */
  readonly short: readonly string[];
  /** The same with names of alternatives and declared things, and places in lists. */
  readonly long: readonly string[];
  /** The declaration or constant whose `each` this is. */
  readonly owner: object;
  /** The setting in which no `each` may stand. */
  readonly fixed?: string;
}

export const under = (place: Place, setting: string): Place => ({
  ...place,
  short: [...place.short, setting],
  long: [...place.long, setting],
});

/** Deeper, by something that is no setting: the name of a declared thing or alternative, a position. */
export const within = (place: Place, step: string): Place => ({ ...place, long: [...place.long, step] });

export const ownedBy = (place: Place, owner: object): Place => ({ ...place, owner });

/** One axis for each `each` of each declaration, however often it is met. */
export class AxisRegistry {
  private readonly known = new Map<Each, Map<object, SweepAxis>>();

  axisOf(each: Each, place: Place, labels: () => readonly string[]): SweepAxis {
    const byOwner = this.known.get(each) ?? new Map<object, SweepAxis>();
    this.known.set(each, byOwner);
    const known = byOwner.get(place.owner);
    if (known) return known;
    const axis: SweepAxis = {
      short: place.short.join('.'),
      long: place.long.join('.'),
      root: place.long[0] ?? '',
      labels: labels(),
    };
    byOwner.set(place.owner, axis);
    return axis;
  }
}
