import { tensor, type Variable } from '@tensorflow/tfjs-core';
import { Bug } from '../lib/bug.js';

/** Where each variable lies in the bytes: float32, little-endian, one behind the other in this order. */
export type WeightsManifest = readonly { readonly name: string; readonly shape: readonly number[] }[];

/** A variable under the name it is stored by: those of a module, or the slots of an optimizer. */
export interface NamedVariable {
  readonly name: string;
  readonly variable: Variable;
}

/** Stored weights do not fit the variables they are for; the text names the variable. */
export class WeightsMismatch extends Error {
  override readonly name = 'WeightsMismatch';
}

/** The values of variables as bytes, with what is needed to read them back. Names must be unique. */
export async function serializeWeights(variables: readonly NamedVariable[]): Promise<{
  readonly manifest: WeightsManifest;
  readonly bytes: Uint8Array<ArrayBuffer>;
}> {
  const manifest = variables.map(({ name, variable }) => ({ name, shape: [...variable.shape] }));
  if (new Set(manifest.map(({ name }) => name)).size < manifest.length)
    throw new Bug(`two variables have one name among ${manifest.map(({ name }) => name).join(', ')}`);
  const view = new DataView(new ArrayBuffer(4 * manifest.reduce((total, { shape }) => total + sizeOf(shape), 0)));
  let at = 0;
  for (const { variable } of variables) {
    for (const value of await variable.data()) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  }
  return { manifest, bytes: new Uint8Array(view.buffer) };
}

/**
 * Gives variables their stored values, bit by bit. Nothing is assigned unless everything fits.
 * @throws WeightsMismatch where a variable is missing on either side, has another shape, or bytes are missing
 */
export function loadWeights(bytes: Uint8Array, manifest: WeightsManifest, variables: readonly NamedVariable[]): void {
  const expected = new Map(variables.map(({ name, variable }) => [name, variable]));
  const stored = new Map<string, Float32Array>();
  let at = 0;
  for (const { name, shape } of manifest) {
    const variable = expected.get(name);
    if (!variable) throw new WeightsMismatch(`the stored variable ${name} is not one of the net's`);
    if (`${shape}` !== `${variable.shape}`)
      throw new WeightsMismatch(`the variable ${name} is stored as [${shape}], the net's is [${variable.shape}]`);
    const end = at + 4 * sizeOf(shape);
    if (end > bytes.length) throw new WeightsMismatch(`the stored weights end within the variable ${name}`);
    stored.set(name, floats(bytes.subarray(at, end)));
    at = end;
  }
  if (at < bytes.length)
    throw new WeightsMismatch(`${bytes.length - at} bytes of the stored weights belong to no variable`);
  for (const [name] of expected)
    if (!stored.has(name)) throw new WeightsMismatch(`the variable ${name} is not among the stored weights`);

  for (const [name, variable] of expected) {
    const value = tensor(stored.get(name) ?? [], variable.shape);
    variable.assign(value);
    value.dispose();
  }
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((size, length) => size * length, 1);

function floats(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.length / 4 }, (_, at) => view.getFloat32(4 * at, true));
}
