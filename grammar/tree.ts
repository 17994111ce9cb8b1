import type { Span } from './source.js';

/** A part of a file: what was written, nothing more. */
export type Node<Kind extends string, Fields> = Readonly<Fields> & { readonly kind: Kind; readonly span: Span };

/**
 * The file in source order. After a syntax error it holds what could be read; `Missing` stands where a value could not.
 * Where it is `partial`, a mistake was reported that swallowed a declaration or `use`: that a name is unknown says nothing.
 */
export type SyntaxTree = Node<'File', { items: readonly (Use | Let | Declaration)[]; partial?: true }>;

/** `use "shared/concepts.kd"` */
export type Use = Node<'Use', { path: Text }>;

/** `let budget = 12` */
export type Let = Node<'Let', { name: Name; value: Value }>;

/** `teacher wide extends base { net mlp(64) }`. `declares` may be any word: judging it is the checker's work. */
export type Declaration = Node<'Declaration', { declares: Name; name: Name; base: Name | undefined; block: Block }>;

/**
 * `{ epochs 12  batch 128 }`. Source order and duplicates are kept. Where it is `partial`, a mistake was reported that
 * may have swallowed settings of this block: that one is missing says nothing.
 */
export type Block = Node<'Block', { settings: readonly Setting[]; partial?: true }>;

/** `epochs 12`. Its value is `Missing` where there was none, or a mistake was reported inside it. */
export type Setting = Node<'Setting', { name: Name; value: Value }>;

export type Value = Each | Comparison | Operand;
export type Operand = Range | Primary;
export type Primary = NumberValue | Text | List | Block | Tagged | Missing;

/** `each [1, 2]` */
export type Each = Node<'Each', { of: Operand }>;

/** `accuracy >= 88%` */
export type Comparison = Node<'Comparison', { left: Operand; operator: '>=' | '<=' | '>' | '<'; right: Operand }>;

/** `1..5` */
export type Range = Node<'Range', { low: Primary; high: Primary }>;

/** `-1_000.5e3 ms`: the number as written times ten to its exponent, and its unit apart. */
export type NumberValue = Node<'Number', { value: number; unit: Unit | undefined }>;

/** `"text"`, its escapes resolved. */
export type Text = Node<'Text', { value: string }>;

/** `[1, 2, 3]` */
export type List = Node<'List', { items: readonly Value[] }>;

/** `kd`, `mlp(512, 512)`, `kd { temperature 4 }`; `arguments` is undefined where no `(` stands. */
export type Tagged = Node<
  'Tagged',
  { name: Name; arguments: readonly Argument[] | undefined; block: Block | undefined }
>;

/** `lr: 0.05`, or a positional value. */
export type Argument = Node<'Argument', { name: Name | undefined; value: Value }>;

/** A word of the author. */
export type Name = Node<'Name', { text: string }>;

/** Where a value should be and none could be read; a diagnostic was given, so later checks stay silent. */
export type Missing = Node<'Missing', Record<never, never>>;

export type Unit = '%' | TimeUnit | MemoryUnit;
export type TimeUnit = 'ms' | 's' | 'min' | 'h' | 'd';
export type MemoryUnit = 'KB' | 'MB' | 'GB' | 'KiB' | 'MiB' | 'GiB';

export const declarationKinds = [
  'dataset',
  'teacher',
  'ensemble',
  'student',
  'concept',
  'strategy',
  'experiment',
] as const;
export type DeclarationKind = (typeof declarationKinds)[number];
