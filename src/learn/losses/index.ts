export { classificationTask } from './classification.js';
export { crossEntropy, crossEntropyPerSample } from './cross-entropy.js';
export { entropy, entropyOfLogits } from './entropy.js';
export { softTargetDivergence, softTargetLoss, targetDivergence } from './soft-targets.js';
