export { halfCosine } from './half-cosine.js';
export { learningRateFactor } from './learning-rate-factor.js';
