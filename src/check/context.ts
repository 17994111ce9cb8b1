import type { Declaration, Diagnostic, Each, Let, Source, Span } from '../../grammar/index.js';
import type { CatalogueKind } from '../catalogue/index.js';
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
  /** The same with places in lists, names of alternatives and of declared things. */
  readonly long: readonly Step[];
  /** The declaration or constant whose `each` this is. */
  readonly owner: object;
  /** Where a name means an entry of this kind before anything an author declares: `net`, `method`, `from`. */
  readonly catalogue?: CatalogueKind;
  /** The setting in which no `each` may stand. */
  readonly fixed?: string;
}

export const under = ({ catalogue: _, ...place }: Place, setting: string): Place => ({
  ...place,
  short: [...place.short, setting],
  long: [...place.long, { kind: 'setting', name: setting }],
});

/** The place of a setting that always means the catalogue. */
export const underEntry = (place: Place, setting: string, catalogue: CatalogueKind): Place => ({
  ...under(place, setting),
  catalogue,
});

/** One step of the way to an axis. */
export interface Step {
  readonly kind: 'setting' | 'place' | 'thing' | 'position';
  readonly name: string;
}

/** Deeper, by something that is no setting: a place in a list or an alternative, a declared thing, a position. */
export function within(place: Place, kind: Exclude<Step['kind'], 'setting'>, name: string): Place {
  const { catalogue, ...rest } = place;
  // an argument of an entry is no longer the entry
  const kept = catalogue === undefined || kind === 'position' ? {} : { catalogue };
  return { ...rest, ...kept, long: [...place.long, { kind, name }] };
}

export const ownedBy = (place: Place, owner: object): Place => ({ ...place, owner });

/** Names that tell more and more: with places and alternatives, with declared things, with positions. */
function longerNames(steps: readonly Step[]): readonly string[] {
  const kinds: readonly Step['kind'][] = ['setting', 'place', 'thing', 'position'];
  return [2, 3, 4].map(count => {
    const shown = steps.filter(({ kind }) => kinds.slice(0, count).includes(kind)).map(({ name }) => name);
    // an alternative that is a declared thing goes by its name already
    return shown.filter((name, index) => name !== shown[index - 1]).join('.');
  });
}

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
      longer: longerNames(place.long),
      root: place.long[0]?.name ?? '',
      labels: labels(),
    };
    byOwner.set(place.owner, axis);
    return axis;
  }
}
