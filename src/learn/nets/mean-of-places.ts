import { mean, type Tensor2D } from '@tensorflow/tfjs-core';
import { fixed } from './net-parts.js';

/** Global average pooling: [batch, rows, columns, channels] → [batch, channels]. */
export const meanOfPlaces = fixed(x => mean<Tensor2D>(x, [1, 2]));
