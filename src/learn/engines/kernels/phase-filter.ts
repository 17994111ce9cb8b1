import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Wasm } from './compose.js';
import type { Axis } from './convolution.js';

export interface PhaseOfRows {
  readonly phase: number;
  readonly rowTaps: number;
  readonly columnTaps: number;
  readonly rows: Axis;
  readonly columns: Axis;
}

/**
 * The taps of a filter [rows, columns, from, to] that belong to one phase of the rows, last tap first, as the filter of
 * a convolution from `to` to the phases of the columns: [row taps, column taps, to, column phases · from].
 */
export function phaseFilter(wasm: Wasm, filter: TensorInfo, of: PhaseOfRows): TensorInfo {
  const { phase, rowTaps, columnTaps, rows, columns } = of;
  const [, , from, to] = filter.shape as [number, number, number, number];
  const turned = wasm.make([rowTaps, columnTaps, to, columns.stride * from]);
  wasm.assembly.turnFilter(
    ...[wasm.at(filter), wasm.at(turned), phase, rowTaps, columnTaps],
    ...[rows.filter, columns.filter, from, to, rows.stride, columns.stride],
  );
  return turned;
}
