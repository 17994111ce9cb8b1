export { learningRateFactor } from './learning-rate-factor.js';
