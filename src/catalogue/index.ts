export * from './entry.js';
export * from './type.js';
