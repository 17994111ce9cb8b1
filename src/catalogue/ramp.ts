import { type Entry, type Parameters, required } from './entry.js';
import { number } from './type.js';

/** How the weight of a loss term grows. */
export interface RampEntry<P extends Parameters = Parameters> extends Entry<P> {
  readonly kind: 'ramp';
}

const parameters = { epochs: required(number({ above: 0 }), 'how long it grows') };
const ramp = (help: string, source?: string) => (example: string) => ({
  kind: 'ramp' as const,
  help,
  version: 1,
  parameters,
  positional: ['epochs'] as const,
  example,
  ...(source ? { source } : {}),
});

export const ramps = {
  linear: ramp('along a line')('losses [kd { ramp linear(5) }]'),
  cosine: ramp('along half a cosine')('losses [kd { ramp cosine(5) }]'),
  sigmoid: ramp(
    'as exp(−5 (1 − t)²)',
    'Tarvainen & Valpola, Mean teachers are better role models, 2017',
  )('losses [kd { ramp sigmoid(5) }]'),
} as const satisfies Record<string, RampEntry>;

export type RampName = keyof typeof ramps;
