export { blend, moments, products, rectified, scale } from './channels';
export { depthwiseFilterGradient, depthwiseInputGradient } from './depthwise';
export { filterGradient, filterGradientScratch } from './filter-gradient';
export { maxPoolGradient } from './max-pool';
