import type { Case } from './case.js';
import { convolutions } from './cases/convolutions.js';
import { elements } from './cases/elements.js';
import { norms } from './cases/norms.js';
import { pools } from './cases/pools.js';
import { products } from './cases/products.js';
import { reductions } from './cases/reductions.js';

/** Every kernel that training uses. */
export const cases: readonly Case[] = [...convolutions, ...products, ...pools, ...norms, ...elements, ...reductions];
