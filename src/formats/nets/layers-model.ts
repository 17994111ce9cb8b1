import { must } from '../../lib/bug.js';
import {
  type Constant,
  type GraphNode,
  inputName,
  type NetGraph,
  outputName,
  type Padding,
  samePadding,
  shapesOf,
  type ValueName,
  type Writers,
  windowOf,
  writeOperation,
} from './net-graph.js';
import { type NamedTensor, type TfjsFiles, tfjsFiles } from './tfjs-files.js';

/** Layers cannot say an operation; the text names it. */
export class NoSuchLayer extends Error {
  override readonly name = 'NoSuchLayer';
}

/**
 * A layers model, for `tf.loadLayersModel`: layers of Keras that can be trained further.
 *
 * @param about goes into `model.json` as `userDefinedMetadata`
 * @throws NoSuchLayer
 */
export function layersModel(graph: NetGraph, about: object): TfjsFiles {
  const input = { batch_input_shape: [null, ...graph.input], dtype: 'float32', sparse: false };
  const layers: Layer[] = [layerOf(inputName, 'InputLayer', input, [])];
  const weights: NamedTensor[] = [];
  const shapes = shapesOf(graph);
  for (const node of graph.nodes) writeOperation(writers, node.operation, new Draft(node, shapes, layers, weights));
  const config = {
    name: 'student',
    layers,
    input_layers: [[inputName, 0, 0]],
    output_layers: [[outputName, 0, 0]],
  };
  const description = {
    format: 'layers-model',
    generatedBy: 'kd',
    convertedBy: null,
    userDefinedMetadata: about,
    modelTopology: { class_name: 'Model', config, keras_version: 'tfjs-layers 4.22.0', backend: 'tensor_flow.js' },
  };
  return tfjsFiles(description, weights);
}

interface Layer {
  readonly class_name: string;
  readonly name: string;
  readonly config: object;
  readonly inbound_nodes: readonly unknown[];
}

const layerOf = (name: string, kind: string, config: object, inputs: readonly ValueName[]): Layer => ({
  class_name: kind,
  name,
  config: { name, trainable: true, dtype: 'float32', ...config },
  inbound_nodes: inputs.length === 0 ? [] : [inputs.map(input => [input, 0, 0, {}])],
});

/** The layers that one operation becomes: the last carries its name. */
class Draft {
  constructor(
    readonly node: GraphNode,
    private readonly shapes: ReadonlyMap<ValueName, readonly number[]>,
    private readonly layers: Layer[],
    private readonly weights: NamedTensor[],
  ) {}

  /** @param weights by the names that the layer gives them, in its order */
  end(
    kind: string,
    inputs: readonly ValueName[],
    config: object = {},
    weights: Readonly<Record<string, Constant>> = {},
  ): void {
    const { name } = this.node;
    this.layers.push(layerOf(name, kind, config, inputs));
    for (const [own, { shape, values }] of Object.entries(weights))
      this.weights.push({ name: `${name}/${own}`, shape, values });
  }

  shapeOf = (value: ValueName): readonly number[] => must(this.shapes.get(value), `shape of ${value}`);

  /** A window over an image; a layer of zeros before it where Keras has no word for its padding. */
  slide(
    x: ValueName,
    window: readonly [number, number],
    { strides, padding }: { readonly strides: readonly [number, number]; readonly padding: Padding },
  ): { readonly x: ValueName; readonly config: object } {
    const [rows = 1, columns = 1] = this.shapeOf(x);
    const [top, bottom, left, right] = padding;
    const isSame = `${padding}` === `${samePadding([rows, columns], window, strides)}`;
    const config = { strides, padding: isSame ? 'same' : 'valid', data_format: 'channels_last' };
    if (isSame || padding.every(zeros => zeros === 0)) return { x, config };
    const name = `${this.node.name}-padded`;
    const zeros = {
      padding: [
        [top, bottom],
        [left, right],
      ],
      data_format: 'channels_last',
    };
    this.layers.push(layerOf(name, 'ZeroPadding2D', zeros, [x]));
    return { x: name, config };
  }

  /** Each channel by itself. */
  depthwise(x: ValueName, filter: Constant, bias: Constant | undefined, sliding: object): void {
    const size = { kernel_size: windowOf(filter), depth_multiplier: 1, data_format: 'channels_last' };
    const config = { ...sliding, ...size, ...noActivation, use_bias: bias !== undefined };
    this.end('DepthwiseConv2D', [x], config, { depthwise_kernel: filter, ...(bias && { bias }) });
  }

  refuse(): never {
    throw new NoSuchLayer(`no layer of Keras does what ${this.node.name} does`);
  }
}

const noActivation = { activation: 'linear' };

const writers: Writers<Draft> = {
  conv({ x: from, filter, bias, ...sliding }, draft) {
    const { x, config } = draft.slide(from, windowOf(filter), sliding);
    const size = { filters: filter.shape[3], kernel_size: windowOf(filter), dilation_rate: [1, 1] };
    const weights = { kernel: filter, ...(bias && { bias }) };
    draft.end('Conv2D', [x], { ...config, ...size, ...noActivation, use_bias: bias !== undefined }, weights);
  },
  'depthwise-conv'({ x: from, filter, bias, ...sliding }, draft) {
    const { x, config } = draft.slide(from, windowOf(filter), sliding);
    draft.depthwise(x, filter, bias, config);
  },
  'max-pool'({ x: from, size, ...sliding }, draft) {
    const { x, config } = draft.slide(from, size, sliding);
    draft.end('MaxPooling2D', [x], { ...config, pool_size: size });
  },
  'average-pool'({ x: from, size, ...sliding }, draft) {
    const { x, config } = draft.slide(from, size, sliding);
    draft.end('AveragePooling2D', [x], { ...config, pool_size: size });
  },
  dense({ x, weights, bias }, draft) {
    const config = { units: weights.shape[1], ...noActivation, use_bias: true };
    draft.end('Dense', [x], config, { kernel: weights, bias });
  },
  // As a window of one place: a layer of batch norm would go by statistics again as soon as somebody trains it.
  scale({ x, slope, shift }, draft) {
    const [channels = 1] = slope.shape;
    if (draft.node.shape.length !== 3) return draft.refuse();
    draft.depthwise(x, { shape: [1, 1, channels, 1], values: slope.values }, shift, {
      strides: [1, 1],
      padding: 'valid',
    });
  },
  relu: ({ x }, draft) => draft.end('Activation', [x], { activation: 'relu' }),
  softmax: ({ x }, draft) => draft.end('Activation', [x], { activation: 'softmax' }),
  add({ a, b }, draft) {
    if (typeof a !== 'string' || typeof b !== 'string') return draft.refuse();
    draft.end('Add', [a, b]);
  },
  multiply({ a, b }, draft) {
    if (typeof a !== 'string' || typeof b !== 'string') return draft.refuse();
    draft.end('Multiply', [a, b]);
  },
  mean({ x, axes }, draft) {
    if (`${axes}` !== '1,2' || draft.shapeOf(x).length !== 3) return draft.refuse();
    draft.end('GlobalAveragePooling2D', [x], { data_format: 'channels_last' });
  },
  concat: ({ parts, axis }, draft) => draft.end('Concatenate', parts, { axis }),
  reshape: ({ x }, draft) => draft.end('Reshape', [x], { target_shape: draft.node.shape }),
  transpose: ({ x, order }, draft) => draft.end('Permute', [x], { dims: order.slice(1) }),
  gelu: (_, draft) => draft.refuse(),
  'layer-norm': (_, draft) => draft.refuse(),
  product: (_, draft) => draft.refuse(),
  slice: (_, draft) => draft.refuse(),
  pad: (_, draft) => draft.refuse(),
};
