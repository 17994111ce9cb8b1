import type { ImageSet } from '../../data/index.js';
import type { Product } from '../../learn/strategy.js';
import { JobFailure } from '../job-context.js';
import { isNet } from './is-net.js';

/**
 * Whether a net takes images of a data set and knows as many classes: a ready-made one may be for others. One that takes
 * pixels in a row takes any images with so many.
 *
 * @throws JobFailure `refused`
 */
export function expectFit(product: Product, { shape, classNames }: Pick<ImageSet, 'shape' | 'classNames'>): void {
  if (!isNet(product)) return;
  const { input, classes } = product;
  const isFlat = input[0] === 1 && input[1] === 1 && input[2] === shape[0] * shape[1] * shape[2];
  if (!isFlat && `${input}` !== `${shape}`)
    throw new JobFailure(
      'refused',
      `the net takes images of ${input.join('×')}, the data set's are ${shape.join('×')}`,
    );
  if (classes !== classNames.length)
    throw new JobFailure('refused', `the net knows ${classes} classes, the data set has ${classNames.length}`);
}
