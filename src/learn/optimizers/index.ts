export { clipByGlobalNorm, globalNorm } from './clip-by-global-norm.js';
export { createOptimizer } from './create-optimizer.js';
export type { Optimizer } from './optimizer.js';
