import { type Entry, type Parameters, withDefault } from './entry.js';
import { whole } from './type.js';

/** When training ends before its time. */
export interface StoppingEntry<P extends Parameters = Parameters> extends Entry<P> {
  readonly kind: 'stopping';
}

const stopping = <const P extends Parameters>(entry: Omit<StoppingEntry<P>, 'kind'>): StoppingEntry<P> => ({
  kind: 'stopping',
  ...entry,
});

export const stoppings = {
  patience: stopping({
    help: 'stops once the value of `select` has not become better for so many epochs; needs a validation part',
    version: 1,
    parameters: { epochs: withDefault(whole({ min: 1 }), 5, 'how many epochs without a better value') },
    positional: ['epochs'],
    misfit: (_, { hasValidation }) => (hasValidation ? undefined : '`patience` without a validation part to look at'),
    example: 'stop patience(5)',
  }),
} as const satisfies Record<string, StoppingEntry>;

export type StoppingName = keyof typeof stoppings;
