import { backend, type DataType, type KernelBackend, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';
import { must } from '../../../lib/bug.js';

/** What of the binding for Node is used here. */
export interface NodeBackend extends KernelBackend {
  readonly binding: Binding;
  executeMultipleOutputs(name: string, attributes: object[], inputs: readonly TensorInfo[], outputs: number): Tensor[];
  getInputTensorIds(tensors: readonly TensorInfo[]): number[];
  createOutputTensor(made: object): Tensor;
}

interface Binding {
  readonly TF_FLOAT: number;
  readonly TF_INT32: number;
  readonly TF_BOOL: number;
  readonly TF_STRING: number;
  readonly TF_COMPLEX64: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_SHAPE: number;
  executeOp(
    name: string,
    attributes: readonly object[],
    inputs: readonly number[],
    outputs: number,
  ): { readonly id: number }[];
  createTensor(shape: readonly number[], type: number, values: Float32Array | Int32Array): number;
  deleteTensor(id: number): void;
}

/** A value of an attribute of an operation of TensorFlow, with its type. */
type Attribute =
  | { readonly type: DataType }
  | { readonly int: number | readonly number[] }
  | { readonly float: number }
  | { readonly bool: boolean }
  | { readonly string: string }
  | { readonly shape: readonly number[] };

type Attributes = Readonly<Record<string, Attribute>>;

/** Runs an operation of TensorFlow by its name there, with several outputs. */
export function operations(
  name: string,
  inputs: readonly TensorInfo[],
  attributes: Attributes,
  outputs: number,
): Tensor[] {
  const node = backend() as NodeBackend;
  return node.executeMultipleOutputs(name, attributesOf(attributes, node), inputs, outputs);
}

/** Runs an operation of TensorFlow that has one output. */
export const operation = (name: string, inputs: readonly TensorInfo[], attributes: Attributes): Tensor =>
  must(operations(name, inputs, attributes, 1)[0], name);

/** Attributes as the binding takes them. */
export const attributesOf = (attributes: Attributes, { binding }: NodeBackend): object[] =>
  Object.entries(attributes).map(([name, attribute]) => ({ name, ...typedValue(attribute, binding) }));

function typedValue(attribute: Attribute, binding: Binding): { readonly type: number; readonly value: unknown } {
  if ('type' in attribute) return { type: binding.TF_ATTR_TYPE, value: binding[types[attribute.type]] };
  if ('int' in attribute) return { type: binding.TF_ATTR_INT, value: attribute.int };
  if ('float' in attribute) return { type: binding.TF_ATTR_FLOAT, value: attribute.float };
  if ('bool' in attribute) return { type: binding.TF_ATTR_BOOL, value: attribute.bool };
  if ('shape' in attribute) return { type: binding.TF_ATTR_SHAPE, value: attribute.shape };
  return { type: binding.TF_ATTR_STRING, value: attribute.string };
}

const types = {
  float32: 'TF_FLOAT',
  int32: 'TF_INT32',
  bool: 'TF_BOOL',
  string: 'TF_STRING',
  complex64: 'TF_COMPLEX64',
} as const;
