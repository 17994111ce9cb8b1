import type { Concept } from './concept.js';
import type { Configured } from './entry.js';

/** How many examples: a whole number, a share of what there is, or all of them. */
export type Amount = 'all' | { readonly count: number } | { readonly share: number };

/**
 * What may stand as a value. The checker reads this to judge, convert and suggest; `kd explain` to describe.
 * The type parameter of `Type<V>` is the meaning after checking: plain JSON, units converted.
 */
export type TypeShape =
  | {
      readonly is: 'number';
      readonly min?: number;
      readonly max?: number;
      readonly above?: number;
      readonly below?: number;
      readonly whole?: boolean;
      /** The only values there are. */
      readonly among?: readonly number[];
    }
  /** A count, a share with `%`, or `all`. */
  | { readonly is: 'amount' }
  /** In milliseconds after checking. */
  | { readonly is: 'duration' }
  /** In bytes after checking. */
  | { readonly is: 'memory' }
  | { readonly is: 'text' }
  /** A file or folder, relative to the file it is written in; absolute after checking, never part of a job's identity. */
  | { readonly is: 'path' }
  | { readonly is: 'flag' }
  | { readonly is: 'word'; readonly words: readonly string[] }
  /** A name that only the data or the net can judge, such as a class; written as NAME or STRING. */
  | { readonly is: 'label' }
  /** A layer by the name under which a net shows it: `stage-2`, `pooled`, `logits`. Which there are the net says. */
  | { readonly is: 'tap'; readonly of: 'student' | 'teacher' }
  /** A declared concept, with its sources of images after checking. */
  | { readonly is: 'concept' }
  | { readonly is: 'list'; readonly of: TypeShape; readonly min?: number; readonly max?: number }
  /** An entry of the catalogue, with its settings. */
  | { readonly is: 'entry'; readonly of: CatalogueKind };

export const catalogueKinds = [
  'dataset',
  'net',
  'strategy',
  'loss',
  'weighting',
  'optimizer',
  'schedule',
  'ramp',
  'metric',
  'augmentation',
  'stopping',
  'examples',
  'halting',
  'pair',
] as const;
export type CatalogueKind = (typeof catalogueKinds)[number];

declare const meaning: unique symbol;
export type Type<V> = TypeShape & { readonly [meaning]?: V };

const typed = <V>(shape: TypeShape): Type<V> => shape as Type<V>;

type Bounds = { readonly min?: number; readonly max?: number; readonly above?: number; readonly below?: number };

export const number = (bounds: Bounds = {}): Type<number> => typed({ is: 'number', ...bounds });
export const whole = (bounds: Bounds = {}): Type<number> => typed({ is: 'number', whole: true, ...bounds });
/** One of a few numbers. */
export const among = (...numbers: readonly number[]): Type<number> =>
  typed({ is: 'number', whole: true, among: numbers });
/** A number from 0 to 1; `90%` is 0.9. */
export const fraction = (): Type<number> => number({ min: 0, max: 1 });
export const path = (): Type<string> => typed({ is: 'path' });
export const text = (): Type<string> => typed({ is: 'text' });
export const flag = (): Type<boolean> => typed({ is: 'flag' });
export const label = (): Type<string> => typed({ is: 'label' });
export const tap = (of: 'student' | 'teacher'): Type<string> => typed({ is: 'tap', of });
export const word = <const W extends readonly string[]>(...words: W): Type<W[number]> => typed({ is: 'word', words });
export const concept = (): Type<Concept> => typed({ is: 'concept' });
export const list = <V>(
  of: Type<V>,
  bounds: { readonly min?: number; readonly max?: number } = {},
): Type<readonly V[]> => typed({ is: 'list', of, ...bounds });
export const entry = (of: CatalogueKind): Type<Configured> => typed({ is: 'entry', of });
