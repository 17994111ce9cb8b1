import { must } from '../../lib/bug.js';
import {
  type Constant,
  type GraphNode,
  inputName,
  type NetGraph,
  type Operand,
  type Padding,
  samePadding,
  shapesOf,
  type ValueName,
  type Writers,
  windowOf,
  writeOperation,
} from './net-graph.js';

/** A node of a TensorFlow graph. Names of inputs are names of nodes. */
export interface TensorflowNode {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly string[];
  readonly attributes: Attributes;
}

export type TensorflowAttribute =
  | { readonly type: 'float' | 'int32' }
  | { readonly shape: readonly number[] }
  | { readonly number: number }
  | { readonly numbers: readonly number[] }
  | { readonly text: string }
  | { readonly flag: boolean }
  | { readonly tensor: TensorflowTensor };

export interface TensorflowTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array;
}

type Attributes = Readonly<Record<string, TensorflowAttribute>>;

/** A net in operations that TensorFlow and the converter of TensorFlow.js know, its weights as constants. */
export function tensorflowGraph(graph: NetGraph): readonly TensorflowNode[] {
  const images = { dtype: { type: 'float' }, shape: { shape: [-1, ...graph.input] } } as const;
  const nodes: TensorflowNode[] = [{ name: inputName, op: 'Placeholder', inputs: [], attributes: images }];
  const shapes = shapesOf(graph);
  for (const node of graph.nodes) writeOperation(writers, node.operation, new Draft(node, shapes, nodes));
  return nodes;
}

const T: Attributes = { T: { type: 'float' } };

/** The nodes that one operation becomes: the last carries its name, the others lie below it. */
class Draft {
  constructor(
    readonly node: GraphNode,
    private readonly shapes: ReadonlyMap<ValueName, readonly number[]>,
    private readonly nodes: TensorflowNode[],
  ) {}

  add(part: string, op: string, inputs: readonly string[], attributes: Attributes = {}): string {
    const name = part === '' ? this.node.name : `${this.node.name}/${part}`;
    this.nodes.push({ name, op, inputs, attributes: { ...(op === 'Const' ? {} : T), ...attributes } });
    return name;
  }

  end(op: string, inputs: readonly string[], attributes?: Attributes): void {
    this.add('', op, inputs, attributes);
  }

  constant(part: string, { shape, values }: TensorflowTensor): string {
    const type = values instanceof Int32Array ? 'int32' : 'float';
    return this.add(part, 'Const', [], { dtype: { type }, value: { tensor: { shape, values } } });
  }

  operand = (part: string, given: Operand): string => (typeof given === 'string' ? given : this.constant(part, given));

  scalar = (part: string, value: number): string => this.constant(part, { shape: [], values: Float32Array.of(value) });

  whole = (part: string, values: readonly number[]): string =>
    this.constant(part, { shape: [values.length], values: Int32Array.from(values) });

  mean(part: string, x: string, axes: readonly number[], keeps: boolean): string {
    const over = this.whole(`${part}axes`, axes);
    return this.add(part, 'Mean', [x, over], { Tidx: { type: 'int32' }, keep_dims: { flag: keeps } });
  }

  pad(part: string, x: string, paddings: readonly (readonly [number, number])[]): string {
    const zeros = { shape: [paddings.length, 2], values: Int32Array.from(paddings.flat()) };
    return this.add(part, 'Pad', [x, this.constant('paddings', zeros)], { Tpaddings: { type: 'int32' } });
  }

  /** A window over an image, which is padded before where TensorFlow has no word for its padding. */
  slide(
    x: ValueName,
    window: readonly [number, number],
    { strides, padding }: { readonly strides: readonly [number, number]; readonly padding: Padding },
  ): { readonly x: string; readonly attributes: Attributes } {
    const [rows = 1, columns = 1] = must(this.shapes.get(x), `shape of ${x}`);
    const [top, bottom, left, right] = padding;
    const isSame = `${padding}` === `${samePadding([rows, columns], window, strides)}`;
    const around = (): string =>
      this.pad('padded', x, [
        [0, 0],
        [top, bottom],
        [left, right],
        [0, 0],
      ]);
    return {
      x: isSame || padding.every(zeros => zeros === 0) ? x : around(),
      attributes: {
        strides: { numbers: [1, ...strides, 1] },
        padding: { text: isSame ? 'SAME' : 'VALID' },
        data_format: { text: 'NHWC' },
      },
    };
  }

  pool(op: string, { x: from, size, ...sliding }: Parameters<Draft['slide']>[2] & Pooled): void {
    const { x, attributes } = this.slide(from, size, sliding);
    this.end(op, [x], { ...attributes, ksize: { numbers: [1, ...size, 1] } });
  }

  convolve(op: string, { x: from, filter, bias, ...sliding }: Parameters<Draft['slide']>[2] & Convolved): void {
    const { x, attributes } = this.slide(from, windowOf(filter), sliding);
    const inputs = [x, this.constant('filter', filter)];
    const all = { ...attributes, dilations: { numbers: [1, 1, 1, 1] } };
    const sum = this.add(bias ? 'sum' : '', op, inputs, all);
    if (bias) this.end('BiasAdd', [sum, this.constant('bias', bias)], { data_format: { text: 'NHWC' } });
  }
}

interface Convolved {
  readonly x: ValueName;
  readonly filter: Constant;
  readonly bias?: Constant;
}

interface Pooled {
  readonly x: ValueName;
  readonly size: readonly [number, number];
}

const writers: Writers<Draft> = {
  conv: (operation, draft) => draft.convolve('Conv2D', operation),
  'depthwise-conv': (operation, draft) => draft.convolve('DepthwiseConv2dNative', operation),
  'max-pool': (operation, draft) => draft.pool('MaxPool', operation),
  'average-pool': (operation, draft) => draft.pool('AvgPool', operation),
  dense({ x, weights, bias }, draft) {
    const inputs = [x, draft.constant('weights', weights)];
    const [no, isFlat] = [{ flag: false }, draft.node.shape.length === 1];
    const sum = isFlat
      ? draft.add('sum', 'MatMul', inputs, { transpose_a: no, transpose_b: no })
      : draft.add('sum', 'BatchMatMulV2', inputs, { adj_x: no, adj_y: no });
    draft.end('AddV2', [sum, draft.constant('bias', bias)]);
  },
  scale({ x, slope, shift }, draft) {
    const scaled = draft.add('scaled', 'Mul', [x, draft.constant('slope', slope)]);
    draft.end('AddV2', [scaled, draft.constant('shift', shift)]);
  },
  relu: ({ x }, draft) => draft.end('Relu', [x]),
  softmax: ({ x }, draft) => draft.end('Softmax', [x]),
  gelu({ x, slope, cubic }, draft) {
    const square = draft.add('square', 'Mul', [x, x]);
    const cube = draft.add('cube', 'Mul', [square, draft.scalar('cubic', cubic)]);
    const line = draft.add('line', 'AddV2', [cube, draft.scalar('slope', slope)]);
    const gate = draft.add('gate', 'Sigmoid', [draft.add('inner', 'Mul', [x, line])]);
    draft.end('Mul', [x, gate]);
  },
  'layer-norm'({ x, scale, offset, epsilon }, draft) {
    const axes = [draft.node.shape.length];
    const centred = draft.add('centred', 'Sub', [x, draft.mean('mean', x, axes, true)]);
    const variance = draft.mean('variance', draft.add('square', 'Mul', [centred, centred]), axes, true);
    const sum = draft.add('sum', 'AddV2', [variance, draft.scalar('epsilon', epsilon)]);
    const normal = draft.add('normal', 'Mul', [centred, draft.add('steepness', 'Rsqrt', [sum])]);
    const scaled = draft.add('scaled', 'Mul', [normal, draft.constant('scale', scale)]);
    draft.end('AddV2', [scaled, draft.constant('offset', offset)]);
  },
  add: ({ a, b }, draft) => draft.end('AddV2', [draft.operand('a', a), draft.operand('b', b)]),
  multiply: ({ a, b }, draft) => draft.end('Mul', [draft.operand('a', a), draft.operand('b', b)]),
  product: ({ a, b, transposeA, transposeB }, draft) =>
    draft.end('BatchMatMulV2', [a, b], { adj_x: { flag: transposeA }, adj_y: { flag: transposeB } }),
  mean({ x, axes }, draft) {
    draft.mean('', x, axes, false);
  },
  concat({ parts, axis }, draft) {
    const at = draft.constant('axis', { shape: [], values: Int32Array.of(axis) });
    draft.end('ConcatV2', [...parts, at], { N: { number: parts.length }, Tidx: { type: 'int32' } });
  },
  reshape({ x }, draft) {
    draft.end('Reshape', [x, draft.whole('shape', [-1, ...draft.node.shape])], { Tshape: { type: 'int32' } });
  },
  transpose: ({ x, order }, draft) =>
    draft.end('Transpose', [x, draft.whole('order', order)], { Tperm: { type: 'int32' } }),
  slice: ({ x, begin, size }, draft) =>
    draft.end('Slice', [x, draft.whole('begin', begin), draft.whole('size', size)], { Index: { type: 'int32' } }),
  pad({ x, paddings }, draft) {
    draft.pad('', x, paddings);
  },
};
