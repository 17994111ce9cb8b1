export { loadTensorflow } from './load-tensorflow.js';
