import type { Tensor, Tensor2D, Variable } from '@tensorflow/tfjs-core';
import type { Configured } from '../catalogue/index.js';
import type { Random } from '../lib/random.js';

/**
 * A net or a part of one: named variables and a function of inputs. It holds no mode: every call says whether it
 * trains, so a teacher can never be left in training mode by mistake.
 */
export interface Module<Out = Tensor> {
  /** All that a checkpoint must hold, by a name unique in the module; `trainable: false` for statistics of batch norm. */
  readonly variables: readonly ModuleVariable[];
  apply(input: Tensor, call: Call): Out;
}

export interface ModuleVariable {
  readonly name: string;
  readonly variable: Variable;
  readonly trainable: boolean;
  /** Biases, norms: weight decay leaves them alone. */
  readonly decays: boolean;
}

export interface Call {
  /** Batch statistics and dropout on, moving averages updated. */
  readonly training: boolean;
  /** For dropout; a stream of this step. */
  readonly random: Random;
  /** What a whole net takes in place of what it shows at a tap, as to derive by it. */
  readonly through?: (tap: string, value: Tensor) => Tensor;
}

/** A whole classifier. */
export interface Net extends Module<NetOutput> {
  /** The entry of the catalogue and the settings it was made from. */
  readonly configured: Configured;
  /** Shape of one input: [height, width, channels]. */
  readonly input: readonly [number, number, number];
  readonly classes: number;
  /** Names and shapes, without the batch, of what `apply` gives: `stage-1` … `stage-n`, `pooled`, `logits`. */
  readonly taps: Readonly<Record<string, readonly number[]>>;
  /** Trained parameters. */
  readonly parameters: number;
  /** Multiply-adds times two, of one forward pass of one input. */
  readonly flops: number;
  /** The part after `pooled`: [batch, features] → [batch, classes]; its variables are shared with the net. */
  readonly head: Module<Tensor2D>;
}

export interface NetOutput {
  /** [batch, classes] */
  readonly logits: Tensor2D;
  readonly taps: Readonly<Record<string, Tensor>>;
}
