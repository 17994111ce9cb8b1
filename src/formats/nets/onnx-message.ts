import { unreachable } from '../../lib/bug.js';
import { littleEndian } from '../little-endian.js';
import { type Bytes, floatField, messageField, textField, wholeField } from '../protobuf.js';

// Field numbers: onnx/onnx.proto.

/** A node of an ONNX graph. */
export interface OnnxNode {
  readonly name: string;
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
}

/** A whole number, several, or one that need not be whole. */
export type OnnxAttribute = number | readonly number[] | { readonly float: number };

export interface OnnxTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array | BigInt64Array;
}

export interface OnnxModel {
  readonly nodes: readonly OnnxNode[];
  readonly tensors: readonly OnnxTensor[];
  readonly input: OnnxPort;
  readonly output: OnnxPort;
  readonly about: string;
  /** Texts by name. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** Images or logits, of any batch. */
export interface OnnxPort {
  readonly name: string;
  /** Without the batch. */
  readonly shape: readonly number[];
}

/** The set of operators, and the version of the format that came with it. */
const operatorSet = 17;
const formatVersion = 8;

const types = { float: 1, int64: 7 } as const;

export function onnxMessage({ nodes, tensors, input, output, about, metadata }: OnnxModel): Bytes {
  const graph = messageField(
    7,
    ...nodes.map(node => messageField(1, ...nodeFields(node))),
    textField(2, 'student'),
    ...tensors.map(tensor => messageField(5, ...tensorFields(tensor))),
    messageField(11, ...portFields(input)),
    messageField(12, ...portFields(output)),
  );
  return Buffer.concat([
    wholeField(1, formatVersion),
    textField(2, 'kd'),
    textField(6, about),
    graph,
    messageField(8, textField(1, ''), wholeField(2, operatorSet)),
    ...Object.entries(metadata).map(([key, value]) => messageField(14, textField(1, key), textField(2, value))),
  ]);
}

/** Every node here has one result, named like the node. */
const nodeFields = ({ name, operator, inputs, attributes }: OnnxNode): Bytes[] => [
  ...inputs.map(input => textField(1, input)),
  textField(2, name),
  textField(3, name),
  textField(4, operator),
  ...Object.entries(attributes).map(([key, value]) => messageField(5, textField(1, key), ...attributeFields(value))),
];

function attributeFields(value: OnnxAttribute): Bytes[] {
  if (typeof value === 'number') return [wholeField(3, value), wholeField(20, 2)];
  if ('float' in value) return [floatField(2, value.float), wholeField(20, 1)];
  if (Array.isArray(value)) return [...value.map(number => wholeField(8, number)), wholeField(20, 7)];
  return unreachable(value as never);
}

const tensorFields = ({ name, shape, values }: OnnxTensor): Bytes[] => [
  ...shape.map(length => wholeField(1, length)),
  wholeField(2, values instanceof Float32Array ? types.float : types.int64),
  textField(8, name),
  messageField(9, littleEndian(values)),
];

function portFields({ name, shape }: OnnxPort): Bytes[] {
  const lengths = shape.map(length => messageField(1, wholeField(1, length)));
  const tensor = [wholeField(1, types.float), messageField(2, messageField(1, textField(2, 'batch')), ...lengths)];
  return [textField(1, name), messageField(2, messageField(1, ...tensor))];
}
