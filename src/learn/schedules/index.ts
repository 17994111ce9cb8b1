export { learningRateFactor, type Position } from './learning-rate-factor.js';
