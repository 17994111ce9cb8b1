import { type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import { must } from '../../lib/bug.js';
import { TrainingFailure } from '../failure.js';
import type { Net } from '../module.js';
import { type OnnxGraph, type OnnxNode, readOnnx, withOutputs } from './onnx-graph.js';
import { type OnnxPort, type OnnxSession, startSession } from './onnx-session.js';
import { asPixels, ownNormalization } from './own-normalization.js';

/**
 * A net of logits from an ONNX model, run by ONNX Runtime. It can be asked and measured, not trained nor looked into:
 * it has no variables, and its only tap is `logits`. A softmax at its end is passed by.
 *
 * @throws DataError where the file is damaged; TrainingFailure `refused` where such a model is no classifier of images,
 *   or the runtime is not installed
 */
export function openOnnx(model: Uint8Array): Net {
  const graph = readOnnx(model);
  const products = graph.nodes.filter(node => weightsOf(node, graph) !== undefined);
  const normalization = ownNormalization(parsed(graph.metadata.get('kd')));
  const session = startSession();
  const inside = session.open(withOutputs(model, namesOf(products, graph)));
  const output = logitsOf(graph);
  const { inputs, outputs } = session.open(graph.outputs.includes(output) ? model : withOutputs(model, [output]));
  const images = imagesOf(inputs);
  const run = runner(session, images, output);
  const described = must(
    outputs.find(({ name }) => name === output),
    `output ${output}`,
  );
  const classes = classesOf(described, () => run(new Float32Array(sizeOf(images.shape))));
  return {
    configured: { name: 'imported', settings: {} },
    input: images.input,
    classes,
    taps: { logits: [classes] },
    parameters: [...graph.weights.values()].reduce((sum, shape) => sum + sizeOf(shape), 0),
    flops: products.reduce((sum, node) => sum + flopsOf(node, graph, inside.outputs), 0),
    head: { variables: [], apply: pooled => pooled as Tensor2D },
    variables: [],
    apply(batch) {
      // Images come from outside, so they can be read at once on every engine; what is computed of them cannot.
      const given = batch.dataSync<'float32'>();
      const pixels = normalization ? given.map(asPixels(normalization)) : given;
      const ordered = images.channelsFirst ? channelsFirst(pixels, batch.shape) : pixels;
      const logits = tensor2d(run(ordered), [batch.shape[0] ?? 1, classes]);
      return { logits, taps: { logits } };
    },
  };
}

function parsed(text = 'null'): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What goes into a softmax at the end, or the only output. */
function logitsOf({ nodes, outputs: [output, ...others] }: OnnxGraph): string {
  if (output === undefined || others.length > 0)
    throw new TrainingFailure('refused', `the ONNX net has ${others.length + 1} outputs, expected one: its logits`);
  const last = nodes.find(({ outputs }) => outputs.includes(output));
  const [before] = last?.inputs ?? [];
  return last?.operator === 'Softmax' && before !== undefined ? before : output;
}

interface Images {
  readonly name: string;
  /** Shape as the runtime wants it, without the batch. */
  readonly shape: readonly number[];
  /** Undefined where any number goes. */
  readonly batch: number | undefined;
  readonly input: Net['input'];
  readonly channelsFirst: boolean;
}

/** Of the second and the last length, the smaller one counts channels; where they are equal, as PyTorch has it. */
function imagesOf(inputs: readonly OnnxPort[]): Images {
  const [port, ...others] = inputs;
  if (!port || others.length > 0)
    throw new TrainingFailure('refused', `the ONNX net has ${inputs.length} inputs, expected one: images`);
  const [batch, ...lengths] = port.shape;
  const shape = lengths.filter(length => typeof length === 'number');
  if (shape.length < lengths.length || shape.length === 0 || shape.length > 3 || port.type !== 'float32')
    throw new TrainingFailure(
      'refused',
      `the ONNX net takes ${port.type} [${port.shape}], expected float32 [batch, channels, height, width] or ` +
        '[batch, height, width, channels] with numbers for all but the batch',
    );
  const [first = 1, second = 1, third = 1] = [...Array(3 - shape.length).fill(1), ...shape] as number[];
  const channelsFirst = shape.length === 3 && first <= third;
  const input: Net['input'] =
    shape.length === 2 ? [second, third, 1] : channelsFirst ? [second, third, first] : [first, second, third];
  return { name: port.name, shape, batch: typeof batch === 'number' ? batch : undefined, input, channelsFirst };
}

/** [batch, rows, columns, channels] as [batch, channels, rows, columns]. */
function channelsFirst(pixels: Float32Array, [, ...lengths]: readonly number[]): Float32Array {
  const [rows = 1, columns = 1, channels = 1] = lengths;
  const places = rows * columns;
  return pixels.map((_, to) => {
    const image = Math.floor(to / (places * channels));
    const channel = Math.floor(to / places) % channels;
    return pixels[(image * places + (to % places)) * channels + channel] ?? 0;
  });
}

type Run = (pixels: Float32Array) => Float32Array;

/** Runs any number of images, so many at a time as the model takes; the last ones are filled up with black. */
function runner(session: OnnxSession, { name, shape, batch }: Images, output: string): Run {
  const size = sizeOf(shape);
  const runBatch = (values: Float32Array): Float32Array =>
    session.run({ input: name, output, values, shape: [values.length / size, ...shape] }).values;
  return pixels => {
    if (batch === undefined) return runBatch(pixels);
    const images = pixels.length / size;
    const parts = Array.from({ length: Math.ceil(images / batch) }, (_, part) => {
      const values = new Float32Array(batch * size);
      values.set(pixels.subarray(part * values.length, (part + 1) * values.length));
      return runBatch(values);
    });
    const width = (parts[0]?.length ?? 0) / batch;
    const all = new Float32Array(parts.length * batch * width);
    parts.forEach((part, index) => {
      all.set(part, index * batch * width);
    });
    return all.subarray(0, images * width);
  };
}

/** From the description, or where it is silent from what one black image gives. */
function classesOf({ shape, type }: OnnxPort, runOne: () => Float32Array): number {
  const [, classes] = shape;
  if (shape.length !== 2 || type !== 'float32')
    throw new TrainingFailure('refused', `the ONNX net gives ${type} [${shape}], expected one number for each class`);
  return typeof classes === 'number' ? classes : runOne().length;
}

/** The shape of what a convolution or a dense layer multiplies with; undefined for everything else. */
const weightsOf = (
  { operator, inputs: [, weights = ''] }: OnnxNode,
  graph: OnnxGraph,
): readonly number[] | undefined =>
  ['Conv', 'Gemm', 'MatMul'].includes(operator) ? graph.weights.get(weights) : undefined;

const namesOf = (nodes: readonly OnnxNode[], { outputs }: OnnxGraph): string[] =>
  nodes.flatMap(node => node.outputs).filter(name => !outputs.includes(name));

/** A multiply-add counted as two: every number that comes out costs as many as there are weights for its channel. */
function flopsOf(node: OnnxNode, graph: OnnxGraph, outputs: readonly OnnxPort[]): number {
  const weights = weightsOf(node, graph) ?? [];
  const shape = outputs.find(({ name }) => name === node.outputs[0])?.shape.slice(1) ?? [];
  const lengths = shape.map(length => (typeof length === 'number' ? length : 1));
  const channels = node.operator === 'Conv' ? weights[0] : lengths.at(-1);
  return (2 * sizeOf(lengths) * sizeOf(weights)) / (channels ?? 1);
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((size, length) => size * length, 1);
