import type { Argument, Declaration, Let, NumberValue, Setting, Text, Use, Value } from './tree.js';

/** What stands one below the other: things of a file, settings of a block, values of a list, arguments. */
export type Part = Use | Let | Declaration | Setting | Value | Argument;

/** Where the brackets of a group stand. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** What a printed text keeps of another one, beyond the tree. Asked in the order of the text. */
export interface Layout {
  /** How a number or a string is spelt. */
  spell(literal: NumberValue | Text): string;
  /** Whether a group of parts stays on several lines, however short it is. */
  isSpread(group: Stretch, first: Part | undefined): boolean;
  /** Whether an empty line stands before a part, or the comments before it; before the last comments where there is no part. */
  isApart(part: Part | undefined, previous: Part | undefined): boolean;
  /** The comments before an offset that were not taken yet, an empty text where an empty line follows one. */
  takeBefore(offset: number): readonly string[];
  /** The comment behind a part on its line, if it begins before an offset. */
  takeBehind(part: Part, offset: number): string | undefined;
}
