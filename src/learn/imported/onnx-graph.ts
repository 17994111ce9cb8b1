import { DataError } from '../../data/index.js';
import { bytesField, type Field, fieldsOf, NotProtobuf } from './protobuf.js';

/** What can be said of an ONNX model without running it. Numbers of fields are those of `onnx.proto`. */
export interface OnnxGraph {
  readonly nodes: readonly OnnxNode[];
  /** Shape of each stored tensor of floating-point numbers. */
  readonly weights: ReadonlyMap<string, readonly number[]>;
  readonly outputs: readonly string[];
  /** Texts by name. */
  readonly metadata: ReadonlyMap<string, string>;
}

export interface OnnxNode {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** @throws DataError where the bytes are no model, or a tensor is not as large as it says */
export function readOnnx(model: Uint8Array): OnnxGraph {
  try {
    const whole = [...fieldsOf(model)];
    const graph = whole.find(({ number }) => number === 7);
    if (!(graph?.value instanceof Uint8Array)) throw new NotProtobuf('there is no graph');
    const fields = [...fieldsOf(graph.value)];
    const messages = (number: number): Uint8Array[] => bytesOf(fields, number);
    return {
      nodes: messages(1).map(readNode),
      weights: new Map(messages(5).flatMap(readTensor)),
      outputs: messages(12).map(output => textOf([...fieldsOf(output)], 1)),
      metadata: new Map(bytesOf(whole, 14).map(readEntry)),
    };
  } catch (cause) {
    if (cause instanceof NotProtobuf) throw new DataError(`it is no ONNX model: ${cause.message}`, { cause });
    throw cause;
  }
}

/**
 * The model with more of its tensors as outputs. Bytes of a message that follow another are merged into it, so nothing
 * of the model is rewritten.
 */
export function withOutputs(model: Uint8Array, names: readonly string[]): Uint8Array {
  const outputs = names.map(name => bytesField(12, bytesField(1, Buffer.from(name))));
  return Buffer.concat([model, bytesField(7, Buffer.concat(outputs))]);
}

function readNode(message: Uint8Array): OnnxNode {
  const fields = [...fieldsOf(message)];
  const texts = (number: number): string[] => bytesOf(fields, number).map(text => Buffer.from(text).toString('utf8'));
  return { operator: textOf(fields, 4), inputs: texts(1), outputs: texts(2) };
}

function readEntry(message: Uint8Array): [string, string] {
  const fields = [...fieldsOf(message)];
  return [textOf(fields, 1), textOf(fields, 2)];
}

/** Bytes of a number, by the types of `TensorProto` that hold floating-point numbers. */
const widths: Readonly<Record<number, number>> = { 1: 4, 10: 2, 11: 8, 16: 2 };

function readTensor(message: Uint8Array): [string, readonly number[]][] {
  const fields = [...fieldsOf(message)];
  const name = textOf(fields, 8);
  const width = widths[numberOf(fields, 2)];
  if (width === undefined) return [];
  if (numberOf(fields, 14) === 1) throw new DataError(`its weights lie in another file; save it with them inside`);
  const shape = shapeOf(fields);
  const size = shape.reduce((product, length) => product * length, 1);
  const [raw] = bytesOf(fields, 9);
  if (raw && raw.length !== size * width)
    throw new DataError(`its tensor ${name} of [${shape}] holds ${raw.length} bytes, expected ${size * width}`);
  return [[name, shape]];
}

/** Lengths one by one, or all in one field. */
const shapeOf = (fields: readonly Field[]): number[] =>
  fields
    .filter(({ number }) => number === 1)
    .flatMap(({ value }) => (typeof value === 'number' ? [value] : packedNumbers(value)));

function packedNumbers(bytes: Uint8Array): number[] {
  // As fields of number 0: a key before each number makes a message of them.
  const ends = [...bytes.keys()].filter(at => (bytes[at] ?? 0) < 128);
  const parts = ends.map((end, index) => bytes.subarray((ends[index - 1] ?? -1) + 1, end + 1));
  return parts.flatMap(part => [...fieldsOf(Uint8Array.from([8, ...part]))].map(({ value }) => Number(value)));
}

const bytesOf = (fields: readonly Field[], wanted: number): Uint8Array[] =>
  fields.flatMap(({ number, value }) => (number === wanted && value instanceof Uint8Array ? [value] : []));

const textOf = (fields: readonly Field[], wanted: number): string =>
  Buffer.from(bytesOf(fields, wanted)[0] ?? []).toString('utf8');

const numberOf = (fields: readonly Field[], wanted: number): number =>
  Number(fields.find(({ number }) => number === wanted)?.value ?? 0);
