export { type Engine, EngineUnavailable } from './engine.js';
export { startEngine } from './start-engine.js';
