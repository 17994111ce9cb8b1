export { loadWebgpu } from './load-webgpu.js';
