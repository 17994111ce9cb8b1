import { type Configured, type Entry, type Parameters, type SettingsOf, withDefault } from '../entry.js';
import { number } from '../type.js';

/** A family of nets, with what can be said of one without building it. */
export interface NetEntry<P extends Parameters = Parameters> extends Entry<P> {
  readonly kind: 'net';
  /** How a net is trained where nobody says how. */
  readonly train: TrainDefaults;
  /** Its head is not all that comes behind its last stage: a norm does too. */
  readonly normsBeforeHead?: true;
  shape(settings: SettingsOf<{ parameters: P }>, input: Input, classes: number): NetShape;
}

export type Input = readonly [height: number, width: number, channels: number];

export interface TrainDefaults {
  readonly epochs: number;
  readonly batch: number;
  readonly optimizer: Configured;
  readonly schedule: Configured;
}

export interface NetShape {
  /** Shape, without the batch, of every tap: `stage-1` … `stage-n`, `pooled`, `logits`. */
  readonly taps: Readonly<Record<string, readonly number[]>>;
  readonly parameters: number;
  /** Of one forward pass of one input, a multiply-add counted as two. Activations and biases are not counted. */
  readonly flops: number;
}

export const net = <const P extends Parameters>(entry: Omit<NetEntry<P>, 'kind'>): NetEntry<P> => ({
  kind: 'net',
  ...entry,
});

export const byAdam: TrainDefaults = {
  epochs: 10,
  batch: 128,
  optimizer: { name: 'adam', settings: { lr: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } },
  schedule: { name: 'cosine', settings: { warmup: 0, floor: 0 } },
};

export const dropout = withDefault(
  number({ min: 0, below: 1 }),
  0,
  'share of activations dropped before the last layer in training',
);

/** As the nets of this size are trained on small images: weights decay, and the rate warms up for an epoch. */
export const bySgd: TrainDefaults = {
  epochs: 30,
  batch: 128,
  optimizer: { name: 'sgd', settings: { lr: 0.05, momentum: 0.9, nesterov: false, 'weight-decay': 5e-4 } },
  schedule: { name: 'cosine', settings: { warmup: 1, floor: 0 } },
};
