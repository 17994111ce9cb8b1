export { cloneNet, copyWeights, disposeNet } from './copy-net.js';
export { createNet } from './create-net.js';
export { conv } from './layers/conv.js';
export { dense } from './layers/dense.js';
export { dropout } from './layers/dropout.js';
export { named } from './named.js';
