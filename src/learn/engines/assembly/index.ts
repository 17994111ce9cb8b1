export { blend, moments, products, rectified, scale } from './channels';
export { convolve, convolveScratch } from './convolve';
export { depthwiseFilterGradient, depthwiseInputGradient } from './depthwise';
export { filterGradient, filterGradientScratch } from './filter-gradient';
export { maxPoolGradient } from './max-pool';
export { addSegments } from './segments';
export { transposeInto, turnFilter } from './turn';
