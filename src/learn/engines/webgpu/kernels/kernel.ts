import type { NamedAttrMap, TensorInfo } from '@tensorflow/tfjs-core';
import type { WebgpuBackend } from '../backend.js';

export type Attributes = NamedAttrMap;
export type Inputs = Readonly<Record<string, TensorInfo>>;

/** A kernel in the place of one of the backend's, which it may use. */
export type Kernel = (call: Call) => TensorInfo;

interface Call {
  readonly inputs: Inputs;
  readonly attributes: Attributes;
  readonly backend: WebgpuBackend;
  /** The kernel that is replaced. */
  replaced(inputs: Inputs | readonly TensorInfo[]): TensorInfo;
}
