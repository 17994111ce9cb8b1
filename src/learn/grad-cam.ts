import {
  div,
  mul,
  oneHot,
  relu,
  reshape,
  sum,
  type Tensor2D,
  type Tensor3D,
  type Tensor4D,
  tensor1d,
  tidy,
} from '@tensorflow/tfjs-core';
import { must } from '../lib/bug.js';
import { random } from '../lib/random.js';
import { gradientsAt } from './concepts/index.js';
import type { Net } from './module.js';
import type { ImageBatches } from './streams/index.js';

/**
 * Grad-CAM (Selvaraju et al., 2017): where a map speaks for a class, L = ReLU(Σ_k α_k A_k) with A_k its channels and
 * α_k the mean over its places of the derivative of the class's logit by A_k. The net is in inference.
 *
 * @param tap of shape [rows, columns, channels]
 * @param chosen float32 [images, classes], 1 at the class of each image that is explained
 * @returns float32 [images, rows, columns], not scaled
 */
export function gradCam(net: Net, images: Tensor4D, tap: string, chosen: Tensor2D): Tensor3D {
  return tidy(() => {
    const map = must(net.apply(images, { training: false, random: random(0) }).taps[tap], `tap ${tap}`) as Tensor4D;
    const [count, rows, columns, channels] = map.shape;
    // along what is added to all places of a channel alike the derivative is the sum over them
    const sums = gradientsAt(net, images, { tap, pool: 'gap', target: 'logit' }, chosen); // [images, channels]
    const weights = reshape(div(sums, rows * columns), [count, 1, 1, channels]);
    return relu(sum(mul(map, weights), 3));
  });
}

/** The same of a few images, each for a class of its own, as numbers: [images, rows, columns]. */
export async function explain(
  net: Net,
  images: ImageBatches,
  tap: string,
  classes: readonly number[],
): Promise<{ readonly rows: number; readonly columns: number; readonly values: Float32Array }> {
  const maps = tidy(() => {
    const chosen = oneHot(tensor1d([...classes], 'int32'), net.classes) as Tensor2D;
    return gradCam(net, images.slice(0, images.length), tap, chosen);
  });
  const [, rows, columns] = maps.shape;
  const values = await maps.data<'float32'>();
  maps.dispose();
  return { rows, columns, values };
}
