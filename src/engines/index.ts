export { type FoundEngine, isFound, type MissingEngine, type Sought } from './engine.js';
export { findEngines } from './find-engines.js';
