export { bottleneckRegressor } from './bottleneck-regressor.js';
export { hintRegressor } from './hint-regressor.js';
export { pointwiseRegressor } from './pointwise-regressor.js';
export { similarityEmbedding, similarityWidth } from './similarity-embedding.js';
