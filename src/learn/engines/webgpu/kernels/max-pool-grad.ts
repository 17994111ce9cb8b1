import { backend_util } from '@tensorflow/tfjs-core';
import { must } from '../../../../lib/bug.js';
import type { Program } from '../backend.js';
import type { Kernel } from './kernel.js';

/**
 * Gradient of max-pooling: to the first of the largest values of a window, row by row, as every other engine has it. The
 * backend's own kernel sends it to the last, and behind ReLU, where zeros are many, that is another training.
 */
export const maxPoolGrad: Kernel = ({ inputs, attributes, backend }) => {
  const [dy, x, y] = [must(inputs.dy, 'dy'), must(inputs.input, 'input'), must(inputs.output, 'output')];
  const info = backend_util.computePool2DInfo(
    x.shape as [number, number, number, number],
    attributes.filterSize as number,
    attributes.strides as number,
    1,
    attributes.pad as 'same',
    attributes.dimRoundingMode as 'floor',
  );
  return backend.runWebGPUProgram(programOf(x.shape), [dy, x, y], 'float32', [
    { type: 'int32', data: [info.filterHeight, info.filterWidth] },
    { type: 'int32', data: [info.strideHeight, info.strideWidth] },
    { type: 'int32', data: [info.padInfo.top, info.padInfo.left] },
  ]);
};

const workgroup = 64;

const programOf = (shape: readonly number[]): Program => ({
  shaderKey: 'kd-max-pool-grad',
  variableNames: ['dy', 'x', 'y'],
  outputShape: shape,
  uniforms: 'windowSize : vec2<i32>, strides : vec2<i32>, before : vec2<i32>,',
  workgroupSize: [workgroup, 1, 1],
  dispatchLayout: { x: [0, 1, 2, 3] },
  dispatch: [Math.ceil(shape.reduce((size, length) => size * length, 1) / workgroup), 1, 1],
  size: true,
  getUserCode: () => shader,
});

/** For each value of x: dy of all windows in which it is the first that equals the window's y. */
const shader = `
fn isFirst(n : i32, window : vec2<i32>, place : vec2<i32>, channel : i32, largest : f32) -> bool {
  let corner = window * uniforms.strides - uniforms.before;
  for (var row = max(corner.x, 0); row <= place.x; row++) {
    for (var column = max(corner.y, 0); column < min(corner.y + uniforms.windowSize.y, uniforms.xShape.z); column++) {
      if (row == place.x && column == place.y) { return true; }
      if (getX(n, row, column, channel) == largest) { return false; }
    }
  }
  return true;
}

fn main(index : i32) {
  if (index >= uniforms.size) { return; }
  let coords = getCoordsFromIndex(index);
  let place = coords.yz;
  let padded = place + uniforms.before;
  let firstWindow = max(vec2<i32>(0), (padded - uniforms.windowSize + uniforms.strides) / uniforms.strides);
  let lastWindow = min(uniforms.yShape.yz - 1, padded / uniforms.strides);
  let value = getX(coords.x, place.x, place.y, coords.w);
  var gradient = 0.0;
  for (var row = firstWindow.x; row <= lastWindow.x; row++) {
    for (var column = firstWindow.y; column <= lastWindow.y; column++) {
      let largest = getY(coords.x, row, column, coords.w);
      if (value == largest && isFirst(coords.x, vec2<i32>(row, column), place, coords.w, largest)) {
        gradient += getDy(coords.x, row, column, coords.w);
      }
    }
  }
  setOutputAtIndex(index, gradient);
}
`;
