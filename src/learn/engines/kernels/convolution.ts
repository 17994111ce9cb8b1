import { backend_util } from '@tensorflow/tfjs-core';
import { Bug } from '../../../lib/bug.js';
import type { Attributes } from './compose.js';

/** One spatial axis of a convolution: out[o] takes in[o · stride + k − before] for k = 0 … filter − 1. */
export interface Axis {
  readonly input: number;
  readonly filter: number;
  readonly output: number;
  readonly stride: number;
  /** Zeros laid before the input. */
  readonly before: number;
}

/** Both axes of a convolution [batch, rows, columns, channels], from shapes and attributes as TensorFlow.js writes them. */
export function axesOf(
  inputShape: unknown,
  filterShape: unknown,
  attributes: Attributes,
): { rows: Axis; columns: Axis } {
  if (attributes.dataFormat !== 'NHWC') throw new Bug('images have their channels last');
  const info = backend_util.computeConv2DInfo(
    inputShape as FourNumbers,
    filterShape as FourNumbers,
    attributes.strides as [number, number],
    1,
    attributes.pad as 'same',
    attributes.dimRoundingMode as 'floor',
  );
  return {
    rows: {
      input: info.inHeight,
      filter: info.filterHeight,
      output: info.outHeight,
      stride: info.strideHeight,
      before: info.padInfo.top,
    },
    columns: {
      input: info.inWidth,
      filter: info.filterWidth,
      output: info.outWidth,
      stride: info.strideWidth,
      before: info.padInfo.left,
    },
  };
}

type FourNumbers = [number, number, number, number];
