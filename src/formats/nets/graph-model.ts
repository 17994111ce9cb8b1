import { unreachable } from '../../lib/bug.js';
import { inputName, type NetGraph, outputName } from './net-graph.js';
import { type TensorflowAttribute, type TensorflowNode, tensorflowGraph } from './tensorflow-graph.js';
import { type NamedTensor, type TfjsFiles, tfjsFiles } from './tfjs-files.js';

/**
 * A graph model, for `tf.loadGraphModel`: what TensorFlow.js reads where a net cannot be said in layers.
 *
 * @param about goes into `model.json` as `userDefinedMetadata`
 */
export function graphModel(graph: NetGraph, about: object): TfjsFiles {
  const nodes = tensorflowGraph(graph);
  const classes = graph.nodes.at(-1)?.shape ?? [];
  const description = {
    format: 'graph-model',
    generatedBy: 'kd',
    convertedBy: null,
    signature: {
      inputs: { [inputName]: portOf(inputName, [-1, ...graph.input]) },
      outputs: { [outputName]: portOf(outputName, [-1, ...classes]) },
    },
    userDefinedMetadata: about,
    modelTopology: { node: nodes.map(nodeOf), library: {}, versions: {} },
  };
  return tfjsFiles(description, nodes.flatMap(weightOf));
}

const types = { float: 'DT_FLOAT', int32: 'DT_INT32' } as const;

const portOf = (name: string, shape: readonly number[]): object => ({
  name: `${name}:0`,
  dtype: types.float,
  tensorShape: shapeOf(shape),
});

/** Weights of a graph model are its constants, by the names of their nodes. */
function weightOf({ name, attributes: { value } }: TensorflowNode): NamedTensor[] {
  return value && 'tensor' in value ? [{ name, ...value.tensor }] : [];
}

const nodeOf = ({ name, op, inputs, attributes }: TensorflowNode): object => ({
  name,
  op,
  input: inputs,
  attr: Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, attributeOf(value)])),
});

/** As Protocol Buffers are said in JSON: long whole numbers as texts, bytes as Base64. */
function attributeOf(attribute: TensorflowAttribute): object {
  if ('type' in attribute) return { type: types[attribute.type] };
  if ('shape' in attribute) return { shape: shapeOf(attribute.shape) };
  if ('number' in attribute) return { i: String(attribute.number) };
  if ('numbers' in attribute) return { list: { i: attribute.numbers.map(String) } };
  if ('text' in attribute) return { s: Buffer.from(attribute.text).toString('base64') };
  if ('flag' in attribute) return { b: attribute.flag };
  if ('tensor' in attribute) {
    const { shape, values } = attribute.tensor;
    return { tensor: { dtype: types[values instanceof Int32Array ? 'int32' : 'float'], tensorShape: shapeOf(shape) } };
  }
  return unreachable(attribute);
}

const shapeOf = (shape: readonly number[]): object => ({ dim: shape.map(length => ({ size: String(length) })) });
