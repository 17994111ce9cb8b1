import { type Configured, withDefault } from '../entry.js';
import { entry, number } from '../type.js';

// Parameters that several strategies and losses have.

export const temperature = withDefault(
  number({ above: 0, max: 1_000 }),
  4,
  'softens the probabilities of teacher and student',
);

const uniform: Configured = { name: 'uniform', settings: { of: 'probabilities' } };

export const weigh = withDefault(entry('weighting'), uniform, 'how much each of several teachers counts');
