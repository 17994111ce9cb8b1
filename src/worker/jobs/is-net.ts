import type { Net } from '../../learn/module.js';
import type { Product } from '../../learn/strategy.js';

/** Whether a product is a whole net, which can teach. */
export const isNet = (product: Product): product is Net => 'head' in product && 'taps' in product;
