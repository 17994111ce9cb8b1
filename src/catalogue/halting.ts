import { type Entry, type Parameters, withDefault } from './entry.js';
import { whole, word } from './type.js';

/** How unpromising cells are given up while others go on. */
export interface HaltingEntry<P extends Parameters = Parameters> extends Entry<P> {
  readonly kind: 'halting';
}

const halting = <const P extends Parameters>(entry: Omit<HaltingEntry<P>, 'kind'>): HaltingEntry<P> => ({
  kind: 'halting',
  ...entry,
});

export const haltings = {
  asha: halting({
    help: 'at 1, 4, 16, … times the grace period only the best quarter of the cells goes on; never ends a baseline or a teacher',
    version: 1,
    parameters: {
      metric: withDefault(word('accuracy', 'nll'), 'accuracy', 'what is compared, on the validation part'),
      grace: withDefault(whole({ min: 1 }), 3, 'epochs before the first decision'),
      factor: withDefault(whole({ min: 2 }), 4, 'one cell in so many goes on, for so many times as long'),
    },
    source:
      'Li et al., A System for Massively Parallel Hyperparameter Tuning, 2020, in its form that stops and does not pause',
    example: 'stop-early asha(metric: accuracy, grace: 3, factor: 4)',
    misfit: (_, { hasValidation }) => (hasValidation ? undefined : '`asha` without a validation part to decide on'),
  }),
} as const satisfies Record<string, HaltingEntry>;
