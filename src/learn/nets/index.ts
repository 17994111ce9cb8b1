export { cloneNet, copyWeights, disposeNet } from './copy-net.js';
export { createNet } from './create-net.js';
export { type ConvSize, conv } from './layers/conv.js';
export { type DenseSize, dense } from './layers/dense.js';
export { dropout } from './layers/dropout.js';
export { named } from './named.js';
