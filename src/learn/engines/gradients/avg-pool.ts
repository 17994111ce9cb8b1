import {
  AvgPool,
  AvgPoolGrad,
  backend_util,
  engine,
  type GradConfig,
  mul,
  type NamedAttrMap,
  type Tensor,
  tensor,
} from '@tensorflow/tfjs-core';
import { must } from '../../../lib/bug.js';

/**
 * Gradient of average pooling. Where a window reaches beyond the image, the mean is one of fewer values; TensorFlow.js's
 * gradient divides by the whole window there, so what comes in is set off against it.
 */
export const avgPoolGradient: GradConfig = {
  kernelName: AvgPool,
  inputsToSave: ['x'],
  gradFunc(dy, [saved], attributes) {
    const x = must(saved, 'x');
    return {
      x(): Tensor {
        const shares = sharesOutside(x.shape, attributes);
        const scaled = shares ? mul(dy as Tensor, shares) : (dy as Tensor);
        return engine().runKernel(AvgPoolGrad, { dy: scaled, input: x }, attributes);
      },
    };
  },
};

/** The whole window over its part in the image, [rows, columns, 1]; undefined where no window reaches beyond. */
function sharesOutside(shape: readonly number[], { filterSize, strides, pad, dimRoundingMode }: NamedAttrMap) {
  const info = backend_util.computePool2DInfo(
    shape as [number, number, number, number],
    filterSize as number,
    strides as number,
    1,
    pad as 'same',
    dimRoundingMode as 'floor',
  );
  const rows = insideOf(info.outHeight, info.inHeight, info.filterHeight, info.strideHeight, info.padInfo.top);
  const columns = insideOf(info.outWidth, info.inWidth, info.filterWidth, info.strideWidth, info.padInfo.left);
  const shares = rows.flatMap(row => columns.map(column => (info.filterHeight * info.filterWidth) / (row * column)));
  if (shares.every(share => share === 1)) return undefined;
  return tensor(shares, [rows.length, columns.length, 1]);
}

/** How much of each window along one axis lies in the image. */
const insideOf = (outputs: number, length: number, filter: number, stride: number, before: number): number[] =>
  Array.from({ length: outputs }, (_, output) => {
    const first = output * stride - before;
    return Math.min(length, first + filter) - Math.max(0, first);
  });
