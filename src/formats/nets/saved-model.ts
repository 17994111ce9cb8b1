import { unreachable } from '../../lib/bug.js';
import { littleEndian } from '../little-endian.js';
import { type Bytes, messageField, textField, wholeField } from '../protobuf.js';
import { inputName, type NetGraph, outputName } from './net-graph.js';
import { type TensorflowAttribute, type TensorflowNode, tensorflowGraph } from './tensorflow-graph.js';

// Field numbers: tensorflow/core, protobuf/saved_model.proto and meta_graph.proto, framework/graph.proto and what they name.

/** What readers look for: the graph for predictions, under the signature that is asked for by default. */
const tag = 'serve';
const signature = 'serving_default';
const method = 'tensorflow/serving/predict';

/** Of the graph: the first that has every operation in use here. Readers refuse one they do not know. */
const graphVersion = 134;

/**
 * `saved_model.pb` of a SavedModel without variables: the weights are constants of its graph, so this file is all of it.
 * Signature `serving_default`: `pixels` float32 [batch, rows, columns, channels] to `logits` float32 [batch, classes].
 */
export function savedModel(graph: NetGraph): Bytes {
  const classes = graph.nodes.at(-1)?.shape ?? [];
  const facts = messageField(1, textField(4, tag));
  const body = messageField(
    2,
    ...tensorflowGraph(graph).map(node => messageField(1, ...nodeFields(node))),
    messageField(4, wholeField(1, graphVersion)),
  );
  const predict = messageField(
    2,
    messageField(1, ...portFields(inputName, [-1, ...graph.input])),
    messageField(2, ...portFields(outputName, [-1, ...classes])),
    textField(3, method),
  );
  const metaGraph = messageField(2, facts, body, messageField(5, textField(1, signature), predict));
  return Buffer.concat([wholeField(1, 1), metaGraph]);
}

/** An entry of a map from names to `TensorInfo`. */
const portFields = (name: string, shape: readonly number[]): Bytes[] => [
  textField(1, name),
  messageField(2, textField(1, `${name}:0`), wholeField(2, types.float), messageField(3, ...shapeFields(shape))),
];

const nodeFields = ({ name, op, inputs, attributes }: TensorflowNode): Bytes[] => [
  textField(1, name),
  textField(2, op),
  ...inputs.map(input => textField(3, input)),
  ...Object.entries(attributes).map(([key, value]) =>
    messageField(5, textField(1, key), messageField(2, attributeField(value))),
  ),
];

const types = { float: 1, int32: 3 } as const;

function attributeField(attribute: TensorflowAttribute): Bytes {
  if ('type' in attribute) return wholeField(6, types[attribute.type]);
  if ('shape' in attribute) return messageField(7, ...shapeFields(attribute.shape));
  if ('number' in attribute) return wholeField(3, attribute.number);
  if ('numbers' in attribute) return messageField(1, ...attribute.numbers.map(number => wholeField(3, number)));
  if ('text' in attribute) return textField(2, attribute.text);
  if ('flag' in attribute) return wholeField(5, attribute.flag ? 1 : 0);
  if ('tensor' in attribute) {
    const { shape, values } = attribute.tensor;
    const type = types[values instanceof Int32Array ? 'int32' : 'float'];
    return messageField(
      8,
      wholeField(1, type),
      messageField(2, ...shapeFields(shape)),
      messageField(4, littleEndian(values)),
    );
  }
  return unreachable(attribute);
}

const shapeFields = (shape: readonly number[]): Bytes[] => shape.map(length => messageField(2, wholeField(1, length)));
