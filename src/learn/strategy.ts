import type { Scalar, Tensor, Variable } from '@tensorflow/tfjs-core';
import type { Configured } from '../catalogue/index.js';
import type { Train } from '../check/experiment.js';
import type { Random } from '../lib/random.js';
import type { Batch, StreamSpec } from './batch.js';
import type { Module, Net, NetOutput } from './module.js';
import type { Task } from './task.js';

/**
 * A strategy is data and terms; the one training loop (`loop.ts`) owns steps, optimizers, schedules, clipping,
 * checkpoints, metrics and the guards against NaN and leaked tensors. `build` makes modules and says how they learn;
 * it must be deterministic, for an evaluation rebuilds the product from the same settings and loads its weights by name.
 */
export interface Strategy<Settings> {
  build(settings: Settings, world: World): Recipe;
}

/** What a strategy is given. */
export interface World {
  /** Initialised by the trial's seed alone, so equal seeds start equal whatever the strategy; or from `start`. */
  readonly student: Net;
  readonly teachers: readonly Teacher[];
  readonly task: Task;
  readonly train: Train;
  readonly data: {
    readonly examples: number;
    readonly labeled: number;
    readonly classes: number;
    readonly input: readonly [number, number, number];
  };
  /** A stream of random draws for a purpose of the strategy's own. */
  readonly random: Random;
  /** Another net of the student's kind, or of a given one; its weights come from `random.for(purpose)`. */
  createNet(purpose: string, net?: Configured): Net;
  /** A net with the same structure and the same weights at this moment. */
  cloneNet(net: Net): Net;
}

/** A frozen teacher: inference mode, no gradient, always. Its logits may come from the store instead of its net. */
export interface Teacher {
  readonly label: string;
  readonly net: Net;
}

export interface Recipe {
  readonly phases: readonly Phase[];
  /** Tensors beyond modules and optimizers that a checkpoint must hold: centers, memory banks, counters. */
  readonly state?: Readonly<Record<string, Variable>>;
  /** What is evaluated, counted and exported. */
  readonly product: Module<NetOutput> & Pick<Net, 'parameters' | 'flops'>;
}

export interface Phase {
  readonly name: string;
  /** Share of the trial's epochs or steps; the shares of all phases are scaled to one. Default: equal shares. */
  readonly share?: number;
  /** Hands weights over from an earlier phase, before the first step. */
  readonly start?: () => void;
  /** What a batch is made of. Default: labeled examples, one view with the data set's augmentation. */
  readonly stream?: StreamSpec;
  readonly learners: readonly Learner[];
  /** After all learners have moved: moving averages, memory banks, centers. Tensors made here are disposed. */
  readonly afterStep?: (step: Step) => void;
  readonly interludes?: readonly Interlude[];
}

/** Modules that move together by one optimizer down the gradient of one sum of terms. */
export interface Learner {
  readonly name: string;
  readonly modules: readonly Module<unknown>[];
  /** Only these variables of the modules, by name; default: all trainable ones. */
  readonly only?: (variable: string) => boolean;
  /** Default: the experiment's. */
  readonly optimizer?: Configured;
  readonly terms: readonly Term[];
}

/** One named part of a learner's loss; every term is logged by its name. */
export interface Term {
  readonly name: string;
  /** Default 1. */
  readonly weight?: number;
  /** Factor over the phase, from its progress in steps and epochs. Default constant 1. */
  readonly ramp?: (progress: Progress) => number;
  readonly loss: (step: Step) => Scalar;
}

export interface Progress {
  /** From 0, within the phase. */
  readonly step: number;
  readonly steps: number;
  readonly epoch: number;
  readonly epochs: number;
}

/**
 * One step as terms and `afterStep` see it. Gradient flows into the modules of the learner whose term is running and
 * into nothing else: outputs of any other module are constants, computed once a step and shared by all who ask.
 */
export interface Step extends Progress {
  readonly batch: Batch;
  /**
   * What a net gives for a view of the batch. Learners' nets train (batch statistics, dropout), all others are frozen;
   * `mode` says otherwise, as for an averaged teacher that keeps its own batch statistics.
   */
  outputs(net: Net, view?: string, mode?: 'training' | 'frozen'): NetOutput;
  /** Logits only: of a teacher they may come from the store. */
  logits(net: Net, view?: string, mode?: 'training' | 'frozen'): NetOutput['logits'];
  /** Any other module: projectors, heads, experts. Trains with its learner, frozen elsewhere. */
  apply<Out>(module: Module<Out>, input: Tensor): Out;
  /** Random draws of this step. */
  readonly random: Random;
}

/** Every so often something else: a correction pass with labels, a look ahead that is rolled back. */
export interface Interlude {
  readonly name: string;
  /** Runs after steps 0, n, 2n, … of the phase, or after each epoch. */
  readonly every: number | 'epoch';
  readonly stream: StreamSpec;
  /** One batch, or every example of the stream once. */
  readonly length: 'batch' | 'pass';
  /** A subset of the phase's learners, by name, with terms of their own for this interlude; same optimizer and state. */
  readonly learners: readonly { readonly learner: string; readonly terms: readonly Term[] }[];
  /** Whether the phase's `afterStep` runs too. Default false. */
  readonly afterStep?: boolean;
  /** Puts variables and optimizer state back to where they were; `then` may learn from what was seen before that. */
  readonly rollback?: boolean;
  readonly then?: (step: Step) => void;
}
