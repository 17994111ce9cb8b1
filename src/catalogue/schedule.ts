import { type Entry, type Parameters, required, withDefault } from './entry.js';
import { fraction, list, number } from './type.js';

/** How the learning rate changes over training. */
export interface ScheduleEntry<P extends Parameters = Parameters> extends Entry<P> {
  readonly kind: 'schedule';
}

const warmup = withDefault(number({ min: 0 }), 0, 'epochs in which the rate rises from nothing');

const schedule = <const P extends Parameters>(
  entry: Omit<ScheduleEntry<P>, 'kind'>,
): ScheduleEntry<P & { readonly warmup: typeof warmup }> => ({
  kind: 'schedule',
  ...entry,
  parameters: { ...entry.parameters, warmup },
});

const floor = withDefault(fraction(), 0, 'share of the rate that is left at the end');

export const schedules = {
  constant: schedule({ help: 'the same rate throughout', version: 1, parameters: {}, example: 'schedule constant' }),
  cosine: schedule({
    help: 'down along half a cosine',
    version: 1,
    parameters: { floor },
    source: 'Loshchilov & Hutter, SGDR, 2017, without restarts',
    example: 'schedule cosine(warmup: 1)',
  }),
  linear: schedule({ help: 'down along a line', version: 1, parameters: { floor }, example: 'schedule linear' }),
  step: schedule({
    help: 'multiplied by a factor at given epochs',
    version: 1,
    parameters: {
      at: required(list(number({ above: 0 }), { min: 1 }), 'epochs after which the rate drops'),
      factor: withDefault(number({ above: 0, max: 1 }), 0.1, 'what it is multiplied by'),
    },
    example: 'schedule step(at: [150, 180, 210], factor: 0.1)',
  }),
} as const satisfies Record<string, ScheduleEntry>;

export type ScheduleName = keyof typeof schedules;
