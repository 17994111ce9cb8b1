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
 * a convolution from `to` to the phases of the columns: [row taps, column taps, to, column phases · from]. By plain
 * loops, for filters are small and the backend's reversal and six-axis transpose take many times as long.
 */
export function phaseFilter(wasm: Wasm, filter: TensorInfo, of: PhaseOfRows): TensorInfo {
  const { phase, rowTaps, columnTaps, rows, columns } = of;
  const [, , from, to] = filter.shape as [number, number, number, number];
  const weights = wasm.read(filter);
  const width = columns.stride * from;
  const turned = new Float32Array(rowTaps * columnTaps * to * width); // taps beyond the filter stay zero
  for (let rowTap = 0; rowTap < rowTaps; rowTap++) {
    const row = (rowTaps - 1 - rowTap) * rows.stride + phase;
    if (row >= rows.filter) continue;
    for (let columnTap = 0; columnTap < columnTaps; columnTap++) {
      for (let columnPhase = 0; columnPhase < columns.stride; columnPhase++) {
        const column = (columnTaps - 1 - columnTap) * columns.stride + columnPhase;
        if (column >= columns.filter) continue;
        const source = (row * columns.filter + column) * from * to;
        const target = (rowTap * columnTaps + columnTap) * to * width + columnPhase * from;
        for (let a = 0; a < from; a++)
          for (let b = 0; b < to; b++) turned[target + b * width + a] = weights[source + a * to + b] ?? 0;
      }
    }
  }
  return wasm.write(turned, [rowTaps, columnTaps, to, width]);
}
