import { must } from '../../lib/bug.js';
import type { Bytes } from '../protobuf.js';
import {
  type Constant,
  type GraphNode,
  inputName,
  type NetGraph,
  type Operand,
  outputName,
  shapesOf,
  type ValueName,
  type Writers,
  windowOf,
  writeOperation,
} from './net-graph.js';
import { type OnnxAttribute, type OnnxNode, type OnnxTensor, onnxMessage } from './onnx-message.js';

/**
 * An ONNX model: input `pixels` float32 [batch, rows, columns, channels], output `logits` float32 [batch, classes].
 * Inside, maps have their channels first, as all its operators want them.
 *
 * @param about a sentence for people
 * @param metadata texts by name
 */
export function onnxModel(graph: NetGraph, about: string, metadata: Readonly<Record<string, string>>): Bytes {
  const body = new Body(graph);
  for (const node of graph.nodes) writeOperation(writers, node.operation, new Draft(node, body));
  const { nodes, tensors } = body;
  const input = { name: inputName, shape: graph.input };
  const output = { name: outputName, shape: graph.nodes.at(-1)?.shape ?? [] };
  return onnxMessage({ nodes, tensors, input, output, about, metadata });
}

type Layout = 'plain' | 'channels-first';

/** Orders of axes from one layout of a map to the other. */
const orders = { plain: [0, 2, 3, 1], 'channels-first': [0, 3, 1, 2] } as const;

/** What is written so far, and under which name each value is there in each layout. */
class Body {
  readonly nodes: OnnxNode[] = [];
  readonly tensors: OnnxTensor[] = [];
  readonly shapes: ReadonlyMap<ValueName, readonly number[]>;
  private readonly names = new Map<ValueName, Partial<Record<Layout, string>>>([[inputName, { plain: inputName }]]);

  constructor(graph: NetGraph) {
    this.shapes = shapesOf(graph);
  }

  put(value: ValueName, layout: Layout): void {
    this.names.set(value, { [layout]: value });
  }

  /** The layout a value came in. */
  layoutOf(value: ValueName): Layout {
    return must(this.names.get(value), value)['channels-first'] === undefined ? 'plain' : 'channels-first';
  }

  /** The value in a layout, turned where it is not there yet. */
  get(value: ValueName, layout: Layout): string {
    const known = must(this.names.get(value), value);
    const there = known[layout];
    if (there !== undefined) return there;
    const name = `${value}/${layout}`;
    const other = must(known[layout === 'plain' ? 'channels-first' : 'plain'], value);
    this.nodes.push({ name, operator: 'Transpose', inputs: [other], attributes: { perm: orders[layout] } });
    this.names.set(value, { ...known, [layout]: name });
    return name;
  }
}

type Attributes = Readonly<Record<string, OnnxAttribute>>;

/** The nodes that one operation becomes: the last carries its name, the others lie below it. */
class Draft {
  constructor(
    readonly node: GraphNode,
    readonly body: Body,
  ) {}

  add(part: string, operator: string, inputs: readonly string[], attributes: Attributes = {}): string {
    const name = part === '' ? this.node.name : `${this.node.name}/${part}`;
    this.body.nodes.push({ name, operator, inputs, attributes });
    return name;
  }

  end(layout: Layout, operator: string, inputs: readonly string[], attributes?: Attributes): void {
    this.add('', operator, inputs, attributes);
    this.body.put(this.node.name, layout);
  }

  plain = (value: ValueName): string => this.body.get(value, 'plain');
  channelsFirst = (value: ValueName): string => this.body.get(value, 'channels-first');

  /** In whatever layout it is there. */
  asItIs(value: ValueName): { readonly x: string; readonly layout: Layout } {
    const layout = this.body.layoutOf(value);
    return { x: this.body.get(value, layout), layout };
  }

  constant(part: string, { shape, values }: Constant): string {
    const name = `${this.node.name}/${part}`;
    this.body.tensors.push({ name, shape, values });
    return name;
  }

  scalar = (part: string, value: number): string => this.constant(part, { shape: [], values: Float32Array.of(value) });

  whole(part: string, values: readonly number[]): string {
    const name = `${this.node.name}/${part}`;
    this.body.tensors.push({ name, shape: [values.length], values: BigInt64Array.from(values.map(BigInt)) });
    return name;
  }

  /** Numbers for each channel, to be stretched over a map. */
  byChannel(part: string, { shape: [channels = 1], values }: Constant, layout: Layout): string {
    return this.constant(part, { shape: layout === 'plain' ? [channels] : [channels, 1, 1], values });
  }

  /** Both in the layout of the first that is a map; constants only fit plain ones. */
  elementwise(operator: string, a: Operand, b: Operand): void {
    const isPlain = typeof a !== 'string' || typeof b !== 'string';
    const layout = isPlain ? 'plain' : this.body.layoutOf(a);
    const operand = (part: string, given: Operand): string =>
      typeof given === 'string' ? this.body.get(given, layout) : this.constant(part, given);
    this.end(layout, operator, [operand('a', a), operand('b', b)]);
  }

  convolve({ x, filter, bias, ...sliding }: Convolved, weights: Constant, attributes: Attributes): void {
    const inputs = [this.channelsFirst(x), this.constant('filter', weights)];
    if (bias) inputs.push(this.constant('bias', bias));
    this.end('channels-first', 'Conv', inputs, { ...slidingOf(windowOf(filter), sliding), ...attributes });
  }

  shapeOf = (value: ValueName): readonly number[] => must(this.body.shapes.get(value), `shape of ${value}`);
}

interface Sliding {
  readonly strides: readonly [number, number];
  readonly padding: readonly [top: number, bottom: number, left: number, right: number];
}

interface Convolved extends Sliding {
  readonly x: ValueName;
  readonly filter: Constant;
  readonly bias?: Constant;
}

const slidingOf = (window: readonly [number, number], { strides, padding }: Sliding): Attributes => {
  const [top, bottom, left, right] = padding;
  return { kernel_shape: window, strides, pads: [top, left, bottom, right] };
};

/** A filter [rows, columns, from, to] as [to, from, rows, columns]. */
function turnedFilter({ shape: [rows = 1, columns = 1, from = 1, to = 1], values }: Constant): Constant {
  const turned = new Float32Array(values.length);
  const places = rows * columns;
  for (let place = 0; place < places; place++)
    for (let input = 0; input < from; input++)
      for (let output = 0; output < to; output++)
        turned[(output * from + input) * places + place] = values[(place * from + input) * to + output] ?? 0;
  return { shape: [to, from, rows, columns], values: turned };
}

/** The last two axes exchanged. */
const exchanged = (rank: number): number[] => [...Array(rank - 2).keys(), rank - 1, rank - 2];

const writers: Writers<Draft> = {
  conv: (operation, draft) => draft.convolve(operation, turnedFilter(operation.filter), {}),
  'depthwise-conv'(operation, draft) {
    const { shape, values } = operation.filter;
    const [rows = 1, columns = 1, channels = 1] = shape;
    // Each channel is an output of its own, of one input.
    const weights = turnedFilter({ shape: [rows, columns, 1, channels], values });
    draft.convolve(operation, weights, { group: channels });
  },
  'max-pool': ({ x, size, ...sliding }, draft) =>
    draft.end('channels-first', 'MaxPool', [draft.channelsFirst(x)], slidingOf(size, sliding)),
  'average-pool': ({ x, size, ...sliding }, draft) =>
    draft.end('channels-first', 'AveragePool', [draft.channelsFirst(x)], slidingOf(size, sliding)),
  dense({ x, weights, bias }, draft) {
    const [matrix, sum] = [draft.constant('weights', weights), draft.constant('bias', bias)];
    if (draft.node.shape.length === 1) return draft.end('plain', 'Gemm', [draft.plain(x), matrix, sum]);
    draft.end('plain', 'Add', [draft.add('sum', 'MatMul', [draft.plain(x), matrix]), sum]);
  },
  scale({ x: from, slope, shift }, draft) {
    const { x, layout } = draft.asItIs(from);
    const scaled = draft.add('scaled', 'Mul', [x, draft.byChannel('slope', slope, layout)]);
    draft.end(layout, 'Add', [scaled, draft.byChannel('shift', shift, layout)]);
  },
  relu({ x: from }, draft) {
    const { x, layout } = draft.asItIs(from);
    draft.end(layout, 'Relu', [x]);
  },
  softmax: ({ x }, draft) => draft.end('plain', 'Softmax', [draft.plain(x)]),
  gelu({ x: from, slope, cubic }, draft) {
    const { x, layout } = draft.asItIs(from);
    const cube = draft.add('cube', 'Mul', [draft.add('square', 'Mul', [x, x]), draft.scalar('cubic', cubic)]);
    const line = draft.add('line', 'Add', [cube, draft.scalar('slope', slope)]);
    const gate = draft.add('gate', 'Sigmoid', [draft.add('inner', 'Mul', [x, line])]);
    draft.end(layout, 'Mul', [x, gate]);
  },
  'layer-norm'({ x, scale, offset, epsilon }, draft) {
    const inputs = [draft.plain(x), draft.constant('scale', scale), draft.constant('offset', offset)];
    draft.end('plain', 'LayerNormalization', inputs, { axis: draft.node.shape.length, epsilon: { float: epsilon } });
  },
  add: ({ a, b }, draft) => draft.elementwise('Add', a, b),
  multiply: ({ a, b }, draft) => draft.elementwise('Mul', a, b),
  product({ a, b, transposeA, transposeB }, draft) {
    const factor = (part: string, value: ValueName, isTurned: boolean): string =>
      isTurned
        ? draft.add(part, 'Transpose', [draft.plain(value)], { perm: exchanged(draft.shapeOf(value).length + 1) })
        : draft.plain(value);
    draft.end('plain', 'MatMul', [factor('a', a, transposeA), factor('b', b, transposeB)]);
  },
  mean({ x, axes }, draft) {
    const isOverPlaces = `${axes}` === '1,2' && draft.shapeOf(x).length === 3;
    const [from, over] = isOverPlaces ? [draft.channelsFirst(x), [2, 3]] : [draft.plain(x), axes];
    draft.end('plain', 'ReduceMean', [from], { axes: over, keepdims: 0 });
  },
  concat({ parts, axis }, draft) {
    const isOfChannels = axis === 3 && draft.node.shape.length === 3;
    const [layout, at] = isOfChannels ? (['channels-first', 1] as const) : (['plain', axis] as const);
    const inputs = parts.map(part => draft.body.get(part, layout));
    draft.end(layout, 'Concat', inputs, { axis: at });
  },
  reshape: ({ x }, draft) =>
    draft.end('plain', 'Reshape', [draft.plain(x), draft.whole('shape', [-1, ...draft.node.shape])]),
  transpose: ({ x, order }, draft) => draft.end('plain', 'Transpose', [draft.plain(x)], { perm: order }),
  slice({ x, begin }, draft) {
    const ends = begin.map((from, axis) => from + (axis === 0 ? 2 ** 31 : (draft.node.shape[axis - 1] ?? 0)));
    const axes = begin.map((_, axis) => axis);
    const bounds = [draft.whole('begin', begin), draft.whole('end', ends), draft.whole('axes', axes)];
    draft.end('plain', 'Slice', [draft.plain(x), ...bounds]);
  },
  pad({ x, paddings }, draft) {
    const zeros = [...paddings.map(([before]) => before), ...paddings.map(([, after]) => after)];
    draft.end('plain', 'Pad', [draft.plain(x), draft.whole('paddings', zeros)]);
  },
};
