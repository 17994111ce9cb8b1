export { rampDown } from './ramp-down.js';
export { rampFactor } from './ramp-factor.js';
