import { Bug, must } from '../../../lib/bug.js';
import type { Composition } from './compose.js';

/** Sums of the rows of x that have one id, [rows, …] → [segments, …]: the gradient of `gather`. */
export const unsortedSegmentSum: Composition = (wasm, inputs, { numSegments }) => {
  const [x, ids] = [must(inputs.x, 'x'), must(inputs.segmentIds, 'segmentIds')];
  const [rows = 1, ...rest] = x.shape;
  if (ids.dtype !== 'int32' || ids.shape.length !== 1) throw new Bug('segments are told by a list of whole numbers');
  const width = rest.reduce((size, length) => size * length, 1);
  const sums = wasm.make([numSegments as number, ...rest]);
  wasm.assembly.addSegments(wasm.at(x), wasm.at(ids), rows, width, numSegments as number, wasm.at(sums));
  return sums;
};
