export { rampFactor } from './ramp-factor.js';
