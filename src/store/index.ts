export type { ObjectInfo } from './object-info.js';
export type { ObjectReader } from './objects.js';
