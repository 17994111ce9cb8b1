import type { Scalar, Tensor, Tensor2D, Variable } from '@tensorflow/tfjs-core';
import type { Configured } from '../catalogue/index.js';
import type { Train } from '../check/experiment.js';
import type { Random } from '../lib/random.js';
import type { Batch, StreamSpec } from './batch.js';
import type { FoundConcepts } from './concepts/index.js';
import type { Module, ModuleVariable, Net, NetOutput } from './module.js';
import type { Task } from './task.js';

/**
 * A strategy is data and terms; the one training loop (`loop/`) owns steps, optimizers, schedules, clipping,
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

/** A frozen teacher: inference mode, no gradient, always. */
export interface Teacher {
  readonly label: string;
  readonly net: Net;
  /**
   * Its logits for images as they are, [indices, classes], by position in the training part: where this is given,
   * `Step.logits` reads instead of running the net, for views that are not augmented.
   */
  readonly storedLogits?: (indices: Int32Array) => Tensor2D;
  /** What it makes of the concepts by which teachers are weighed. Absent also where a plan is only tried out. */
  readonly concepts?: FoundConcepts;
}

export interface Recipe {
  readonly phases: readonly Phase[];
  /**
   * Modules that change though no learner moves them, such as an averaged teacher, by name: a checkpoint holds them
   * beside the learners' modules and the product.
   */
  readonly modules?: Readonly<Record<string, Module<unknown>>>;
  /** Tensors beyond modules and optimizers that a checkpoint must hold: centers, memory banks, counters. */
  readonly state?: Readonly<Record<string, Variable>>;
  /** What is evaluated, counted and exported. */
  readonly product: Product;
}

export type Product = Module<NetOutput> & Pick<Net, 'parameters' | 'flops'>;

/** A stretch of training. Optimizers and the schedule of the learning rate start anew with each. */
export interface Phase {
  readonly name: string;
  /** Share of the trial's epochs or steps; the shares of all phases are scaled to one. Default: equal shares. */
  readonly share?: number;
  /** Hands weights over from an earlier phase, before the first step. */
  readonly start?: () => void;
  /** What a batch is made of. Default: labeled examples, one view with the data set's augmentation. */
  readonly stream?: StreamSpec;
  readonly learners: readonly Learner[];
  /**
   * `together` (the default): every gradient is taken before anyone moves. `in-turn`: each learner moves before the
   * next one looks, and its outputs are computed anew for those that follow.
   */
  readonly updates?: 'together' | 'in-turn';
  /** After all learners have moved: moving averages, memory banks, centers. Tensors made here are disposed. */
  readonly afterStep?: (step: Step) => void;
  /** In this order, after `afterStep`. */
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
  /** Factor of the learning rate beside the schedule's. Default constant 1. */
  readonly rate?: (progress: Progress) => number;
  /** Changes one variable's gradient before it is clipped: a layer frozen for an epoch, a bound per variable. */
  readonly gradient?: (gradient: Tensor, variable: ModuleVariable, progress: Progress) => Tensor;
  readonly terms: readonly Term[];
}

/** One named part of a learner's loss; every term is logged by its name, before its weight. */
export interface Term {
  readonly name: string;
  /** Default 1. */
  readonly weight?: number;
  /** Factor over the phase, from its progress in steps and epochs. Default constant 1. At factor 0 a term is not run. */
  readonly ramp?: (progress: Progress) => number;
  /** It may rightly have nothing to say of a batch, as where no example is confident enough: a probe is content then. */
  readonly isSometimesSilent?: true;
  readonly loss: (step: Step) => Scalar;
}

export interface Progress {
  /** From 0, within the phase. */
  readonly step: number;
  readonly steps: number;
  readonly epoch: number;
  readonly epochs: number;
  readonly stepsPerEpoch: number;
}

export type Mode = 'training' | 'frozen';

/**
 * One step as terms and `afterStep` see it. Gradient flows into the variables of the learner whose term is running and
 * into nothing else: outputs of any other net are constants. Whatever is asked for twice is computed once: terms of all
 * learners, `afterStep` and `afterMoves` share the outputs of the weights that the step began with.
 *
 * Modules of which a learner of the phase holds a part train (batch statistics, dropout), all others are frozen; `mode`
 * says otherwise, as for an averaged teacher that keeps its own batch statistics. Moving averages of a module move once
 * a step for each of its inputs, whoever asks.
 */
export interface Step extends Progress {
  readonly batch: Batch;
  /** What a net gives for a view of the batch. */
  outputs(net: Net, view?: string, mode?: Mode): NetOutput;
  /** Logits only: of a teacher they may come from the store. */
  logits(net: Net, view?: string, mode?: Mode): Tensor2D;
  /** Any other module: projectors, heads, experts. Gradient passes through it to its input, whoever owns it. */
  apply<Out>(module: Module<Out>, input: Tensor, mode?: Mode): Out;
  /**
   * Logs a value beside the losses: its mean over the epoch, by name. With a floor the training fails, `diverged`, at
   * the first step at which the value lies below it.
   */
  log(name: string, value: Scalar, floor?: Floor): void;
  /** Random draws of this step. */
  readonly random: Random;
}

/** The least that a logged value may be, and in words what it means to be below: `P_t no longer tells examples apart`. */
export interface Floor {
  readonly least: number;
  readonly meaning: string;
}

/** Every so often something else: a correction pass with labels, a look ahead that is rolled back. */
export interface Interlude {
  readonly name: string;
  /** Runs after steps 0, n, 2n, … of the phase, or after each epoch. */
  readonly every: number | 'epoch';
  /** `same`: the very batch of the step before, its augmentation included. */
  readonly stream: StreamSpec | 'same';
  /** One batch, or every example of the stream once. */
  readonly length: 'batch' | 'pass';
  /** For each batch, one after the other; a learner may move more than once, by the same optimizer and its state. */
  readonly moves: readonly Move[];
  /** Whether the phase's `afterStep` runs too, after each batch. Default false. */
  readonly afterStep?: boolean;
  /** After each batch, its moves done: a center that counts these batches too, what a look ahead has shown. */
  readonly afterMoves?: (step: Step) => void;
  /** At the end of the interlude puts the learners' variables and optimizers back to the bits they had; `state` stays. */
  readonly rollback?: boolean;
}

/** A learner of the phase, by name, moved by terms of an interlude's own. */
export interface Move {
  readonly learner: string;
  readonly terms: readonly Term[];
}
