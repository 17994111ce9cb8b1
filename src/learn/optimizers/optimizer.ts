import type { NamedTensorMap, Tensor, Variable } from '@tensorflow/tfjs-core';
import type { ModuleVariable } from '../module.js';

/** Moves variables down their gradients. All its memory is in `slots`, so a checkpoint resumes bit by bit. */
export interface Optimizer {
  /** `step`, the number of steps taken, and what is remembered of each variable: `velocity/head/bias`. */
  readonly slots: Readonly<Record<string, Variable>>;
  /**
   * One step. A variable without a gradient stays as it is. Gradients stay the caller's; no tensor is left behind.
   * @param gradients by name of the variable
   * @param lr learning rate of this step
   */
  step(gradients: NamedTensorMap, lr: number): void;
  /** Frees the slots. */
  dispose(): void;
}

/** What makes one optimizer different from another. */
export interface Rule<Slot extends string = string> {
  /** What is remembered of each variable, zero at first. */
  readonly slots: readonly Slot[];
  /**
   * Assigns the variable and its slots, inside a tidy.
   * @param step from 1
   */
  update(moved: Moved<Slot>, gradient: Tensor, lr: number, step: number): void;
}

/** A variable with its slots. */
export type Moved<Slot extends string> = ModuleVariable & { readonly slots: Readonly<Record<Slot, Variable>> };
