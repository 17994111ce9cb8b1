/**
 * What a net computes, as standard operations one behind the other, each on what came before: the one description from
 * which every file format is written. Images and maps are [batch, rows, columns, channels]; all shapes here leave the
 * batch out, which may be any, while axes, orders and paddings count it as the first.
 */
export interface NetGraph {
  /** Shape of what goes in, the value `pixels`: [rows, columns, channels]. */
  readonly input: readonly [number, number, number];
  /** In an order that can be computed; the last is `logits`. */
  readonly nodes: readonly GraphNode[];
}

export const inputName = 'pixels';
export const outputName = 'logits';

export interface GraphNode {
  /** Unique; also the name of its result. */
  readonly name: string;
  /** Of the result. */
  readonly shape: readonly number[];
  readonly operation: GraphOperation;
}

/** Name of a result. */
export type ValueName = string;

/** Numbers that depend on no image, row by row. */
export interface Constant {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export type Operand = ValueName | Constant;

/** Zeros before and after rows, then before and after columns. */
export type Padding = readonly [top: number, bottom: number, left: number, right: number];

/** Where a window moves over an image. */
interface Sliding {
  readonly strides: readonly [number, number];
  readonly padding: Padding;
}

/** Zeros around an image take no part. */
interface Pool<Kind> extends Sliding {
  readonly kind: Kind;
  readonly x: ValueName;
  readonly size: readonly [number, number];
}

export type GraphOperation =
  /** x ∗ filter (+ bias); filter [rows, columns, from, to]. */
  | ({
      readonly kind: 'conv';
      readonly x: ValueName;
      readonly filter: Constant;
      readonly bias?: Constant;
    } & Sliding)
  /** Each channel by itself; filter [rows, columns, channels, 1]. */
  | ({
      readonly kind: 'depthwise-conv';
      readonly x: ValueName;
      readonly filter: Constant;
      readonly bias?: Constant;
    } & Sliding)
  | Pool<'max-pool'>
  | Pool<'average-pool'>
  /** x · weights + bias over the last axis; weights [from, to]. */
  | { readonly kind: 'dense'; readonly x: ValueName; readonly weights: Constant; readonly bias: Constant }
  /** x · slope + shift for each channel, the last axis. */
  | { readonly kind: 'scale'; readonly x: ValueName; readonly slope: Constant; readonly shift: Constant }
  | { readonly kind: 'relu'; readonly x: ValueName }
  /** Over the last axis. */
  | { readonly kind: 'softmax'; readonly x: ValueName }
  /** x · σ(x · (cubic · x² + slope)): GELU in its tanh form. */
  | { readonly kind: 'gelu'; readonly x: ValueName; readonly slope: number; readonly cubic: number }
  /** Over the last axis. */
  | {
      readonly kind: 'layer-norm';
      readonly x: ValueName;
      readonly scale: Constant;
      readonly offset: Constant;
      readonly epsilon: number;
    }
  /** Element by element, axes stretched from the right as in NumPy. */
  | { readonly kind: 'add'; readonly a: Operand; readonly b: Operand }
  | { readonly kind: 'multiply'; readonly a: Operand; readonly b: Operand }
  /** Over the last two axes. */
  | {
      readonly kind: 'product';
      readonly a: ValueName;
      readonly b: ValueName;
      readonly transposeA: boolean;
      readonly transposeB: boolean;
    }
  /** The axes are gone from the result. */
  | { readonly kind: 'mean'; readonly x: ValueName; readonly axes: readonly number[] }
  | { readonly kind: 'concat'; readonly parts: readonly ValueName[]; readonly axis: number }
  /** To the shape of the node. */
  | { readonly kind: 'reshape'; readonly x: ValueName }
  | { readonly kind: 'transpose'; readonly x: ValueName; readonly order: readonly number[] }
  /** So many of each axis, from a place on; all of the batch. */
  | {
      readonly kind: 'slice';
      readonly x: ValueName;
      readonly begin: readonly number[];
      readonly size: readonly number[];
    }
  /** Zeros before and after each axis. */
  | { readonly kind: 'pad'; readonly x: ValueName; readonly paddings: readonly (readonly [number, number])[] };

/** How each operation is written; one that is forgotten does not compile. */
export type Writers<Draft> = {
  readonly [K in GraphOperation['kind']]: (
    operation: Extract<GraphOperation, { readonly kind: K }>,
    draft: Draft,
  ) => void;
};

/** Writes one operation by its kind. */
export function writeOperation<Draft>(writers: Writers<Draft>, operation: GraphOperation, draft: Draft): void {
  // Of its own kind: the type cannot follow the look-up.
  const write = writers[operation.kind] as (operation: GraphOperation, draft: Draft) => void;
  write(operation, draft);
}

/** Rows and columns of a filter. */
export const windowOf = ({ shape: [rows = 1, columns = 1] }: Constant): [number, number] => [rows, columns];

/** What TensorFlow calls `SAME`: as many zeros as make ⌈size / stride⌉ places, the odd one behind. */
export function samePadding(
  [rows, columns]: readonly [number, number],
  [height, width]: readonly [number, number],
  [down, across]: readonly [number, number],
): Padding {
  const around = (size: number, window: number, stride: number): [number, number] => {
    const zeros = Math.max(0, (Math.ceil(size / stride) - 1) * stride + window - size);
    return [Math.floor(zeros / 2), Math.ceil(zeros / 2)];
  };
  return [...around(rows, height, down), ...around(columns, width, across)];
}

/** Shapes of all values by name, the input's too. */
export const shapesOf = ({ input, nodes }: NetGraph): ReadonlyMap<ValueName, readonly number[]> =>
  new Map([[inputName, input] as const, ...nodes.map(({ name, shape }) => [name, shape] as const)]);
