import { type Entry, type Parameters, withDefault } from './entry.js';
import { flag, number } from './type.js';

/** How parameters move down a gradient. */
export interface OptimizerEntry<P extends Parameters = Parameters> extends Entry<P> {
  readonly kind: 'optimizer';
}

const optimizer = <const P extends Parameters>(entry: Omit<OptimizerEntry<P>, 'kind'>): OptimizerEntry<P> => ({
  kind: 'optimizer',
  ...entry,
});

const lr = (value: number) => withDefault(number({ above: 0 }), value, 'learning rate before the schedule');
const decay = (value: number, help: string) => withDefault(number({ min: 0 }), value, help);
const moments = {
  beta1: withDefault(number({ min: 0, below: 1 }), 0.9, 'memory of the mean gradient'),
  beta2: withDefault(number({ min: 0, below: 1 }), 0.999, 'memory of the squared gradient'),
  epsilon: withDefault(number({ above: 0 }), 1e-8, 'keeps the division finite'),
};

export const optimizers = {
  sgd: optimizer({
    help: 'gradient descent with momentum',
    version: 1,
    parameters: {
      lr: lr(0.05),
      momentum: withDefault(number({ min: 0, below: 1 }), 0.9, 'memory of earlier gradients'),
      nesterov: withDefault(flag(), false, 'looks ahead along the momentum'),
      'weight-decay': decay(0, 'pull towards zero, added to the gradient of weights, not of biases and norms'),
    },
    positional: ['lr'],
    example: 'optimizer sgd(lr: 0.05, momentum: 0.9, weight-decay: 5e-4)',
  }),
  adam: optimizer({
    help: 'adaptive moments',
    version: 1,
    parameters: { lr: lr(0.001), ...moments },
    positional: ['lr'],
    source: 'Kingma & Ba, Adam: A Method for Stochastic Optimization, 2015, algorithm 1',
    example: 'optimizer adam(lr: 0.001)',
  }),
  adamw: optimizer({
    help: 'adaptive moments with decay apart from the gradient',
    version: 1,
    parameters: {
      lr: lr(0.001),
      ...moments,
      'weight-decay': decay(0.01, 'pull towards zero, times the learning rate'),
    },
    positional: ['lr'],
    source: 'Loshchilov & Hutter, Decoupled Weight Decay Regularization, 2019, algorithm 2',
    example: 'optimizer adamw(lr: 0.001, weight-decay: 0.05)',
  }),
} as const satisfies Record<string, OptimizerEntry>;

export type OptimizerName = keyof typeof optimizers;
