import type { DataId, DataType, KernelBackend, TensorInfo } from '@tensorflow/tfjs-core';
import type { Device } from './dawn.js';

/** What we use of the backend beside what all of them have. */
export interface WebgpuBackend extends KernelBackend {
  readonly device: Device;
  readonly tensorMap: { get(dataId: DataId): { values: unknown } };
  uploadToGPU(dataId: DataId): void;
  runWebGPUProgram(
    program: Program,
    inputs: readonly TensorInfo[],
    type: DataType,
    uniforms?: readonly Uniform[],
  ): TensorInfo;
}

/** A shader in WGSL, as the backend wants it. */
export interface Program {
  /** Shaders are compiled once for each key, number of axes and types. */
  shaderKey: string;
  /** In the order of the inputs. The shader reads `x` by `getX(…)` and knows `uniforms.xShape`. */
  readonly variableNames: readonly string[];
  readonly outputShape: readonly number[];
  /** What the shader finds in `uniforms` besides: `strides : vec2<i32>, …`. */
  readonly uniforms: string;
  readonly workgroupSize: readonly [number, number, number];
  readonly dispatchLayout: { readonly x: readonly number[] };
  readonly dispatch: readonly [number, number, number];
  /** Whether `uniforms.size` says how many values come out. */
  readonly size: boolean;
  getUserCode(): string;
}

export interface Uniform {
  readonly type: 'int32' | 'float32';
  readonly data: readonly number[];
}
