import type { Checkpoint } from './checkpoint.js';
import type { StoredValues } from './stored-values.js';

/** A checkpoint outside memory: JSON, and the values of its tensors one behind the other, bit by bit. */
export interface SerializedCheckpoint {
  readonly state: string;
  readonly tensors: Uint8Array;
}

interface State {
  readonly counters: Checkpoint['counters'];
  /** In the order of their bytes. */
  readonly tensors: readonly TensorEntry[];
}

interface TensorEntry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: keyof typeof arrays;
}

/** Both of four bytes a value, in the order of the machine's bytes. */
const arrays = { float32: Float32Array, int32: Int32Array };

export function serializeCheckpoint({ counters, tensors }: Checkpoint): SerializedCheckpoint {
  const entries = Object.entries(tensors);
  const bytes = new Uint8Array(4 * entries.reduce((total, [, { values }]) => total + values.length, 0));
  let at = 0;
  for (const [, { values }] of entries) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  const state: State = {
    counters,
    tensors: entries.map(([name, { shape, values }]) => ({
      name,
      shape,
      type: values instanceof Int32Array ? 'int32' : 'float32',
    })),
  };
  return { state: JSON.stringify(state), tensors: bytes };
}

/** @param bytes of `serializeCheckpoint`: whoever stores them knows by a checksum that they are whole */
export function parseCheckpoint({ state, tensors: bytes }: SerializedCheckpoint): Checkpoint {
  const { counters, tensors } = JSON.parse(state) as State;
  // A copy: values of a file may begin anywhere in memory, typed arrays want a multiple of four.
  const { buffer } = new Uint8Array(bytes);
  const values: Record<string, StoredValues[string]> = {};
  let at = 0;
  for (const { name, shape, type } of tensors) {
    const size = shape.reduce((product, length) => product * length, 1);
    values[name] = { shape, values: new arrays[type](buffer, at, size) };
    at += 4 * size;
  }
  return { counters, tensors: values };
}

/** Whether training can go on from these weights: of one with NaN or infinity in it nothing good would come. */
export const isFiniteCheckpoint = ({ tensors }: Checkpoint): boolean =>
  Object.values(tensors).every(({ values }) => values instanceof Int32Array || areFinite(values));

/** A value minus itself is NaN where it is not finite. Neither a call for each nor an iterator is as fast by far. */
function areFinite(values: Float32Array): boolean {
  let nothing = 0;
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? 0;
    nothing += value - value;
  }
  return nothing === 0;
}
