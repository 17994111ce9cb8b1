import type { Random } from '../../lib/random.js';
import type { OpenStream } from '../batch.js';
import type { Product, World } from '../strategy.js';

/** What a training needs beside its recipe. A `World` has the first two. */
export interface TrainContext extends Pick<World, 'train' | 'teachers'> {
  /** Of the trial's seed; the loop draws for dropout and gives each step its own. */
  readonly random: Random;
  readonly openStream: OpenStream;
  /** Absent: nothing is chosen, the last weights are the result. */
  readonly validation?: Validation;
}

export interface Validation {
  /** Which way the metric that `train.select` names is better. */
  readonly better: 'larger' | 'smaller';
  /** Metrics of the product on the validation part, by key; called after each epoch. */
  measure(product: Product): Metrics | Promise<Metrics>;
}

type Metrics = Readonly<Record<string, number>>;

export interface Hooks {
  epochFinished?(report: EpochReport): void | Promise<void>;
  /** After every step and every batch of an interlude with a stream of its own: `state` answers at once. */
  atRest?(): void | Promise<void>;
  /** Looked at between steps and while validating; `run` then rejects with its reason, `state` gives a checkpoint of that moment. */
  readonly signal?: AbortSignal;
}

export interface EpochReport {
  readonly phase: string;
  /** From 1, over all phases. */
  readonly epoch: number;
  readonly epochs: number;
  /** Means over the epoch by `<learner>.<term>`, or `<term>` where the phase has one learner; in front of an interlude's
   * stands its name. Values that a strategy logs stand under their own names. */
  readonly losses: Metrics;
  /** On the validation part, where there is one. */
  readonly metrics: Metrics;
  /** Learning rate of the epoch's last step, by learner. */
  readonly rates: Metrics;
  readonly seconds: number;
}

export interface TrainingResult {
  /** The epoch whose weights the product now holds, from 1 over all phases. */
  readonly keptEpoch: number;
  /** How many epochs were run; fewer than planned where training stopped early. */
  readonly epochs: number;
  /** On the validation part, of the kept epoch; empty without one. */
  readonly metrics: Metrics;
}
