import { type Tensor, tensor, type Variable } from '@tensorflow/tfjs-core';
import { must } from '../../lib/bug.js';

/** Values of tensors outside the engine. */
export type StoredValues = Readonly<Record<string, StoredValue>>;

interface StoredValue {
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array;
}

export type NamedVariables = ReadonlyMap<string, Variable>;

/** Copies, so that nothing that happens to the variables later changes them. */
export async function readValues(variables: ReadonlyMap<string, Tensor>): Promise<StoredValues> {
  const entries = [...variables].map(async ([name, variable]) => {
    const values = await variable.data<'float32' | 'int32'>();
    return [name, { shape: variable.shape, values: values.slice() }] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** What keeps variables from having stored values, in words; undefined where all have one of their shape. */
export function findMisfit(variables: NamedVariables, stored: StoredValues): string | undefined {
  for (const [name, { shape }] of variables) {
    const value = stored[name];
    if (!value) return `${name} is not among the stored values`;
    if (`${value.shape}` !== `${shape}`) return `${name} is stored as [${value.shape}], expected is [${shape}]`;
  }
  return undefined;
}

/** Gives every variable the value stored under its name. */
export function writeValues(variables: NamedVariables, stored: StoredValues): void {
  for (const [name, variable] of variables) {
    const { values, shape } = must(stored[name], `value of ${name}`);
    const value = tensor(values.slice(), [...shape], variable.dtype);
    variable.assign(value);
    value.dispose();
  }
}
