import type { Span } from '../../grammar/index.js';
import type { Amount, Configured, DatasetFacts } from '../catalogue/index.js';

/**
 * What an author meant: names resolved, defaults filled in, units converted, ranges checked, every point written out.
 * Exists only if no error was reported. Equal parts of different trials are one and the same object.
 */
export interface Experiment {
  readonly name: string;
  readonly about?: string;
  /** In the order of the points: the last axis moves fastest. */
  readonly trials: readonly Trial[];
  readonly cells: readonly Cell[];
  readonly axes: readonly Axis[];
  /** How many points `exclude` took away. */
  readonly excluded: number;
  readonly compare?: { readonly baseline: string; readonly metric: string };
  readonly stopEarly?: StopEarly;
}

/** Which cells are given up while others go on: decided at `grace`, `grace × factor`, … epochs. */
export interface StopEarly {
  readonly metric: string;
  readonly grace: number;
  readonly factor: number;
}

export interface Axis {
  /** As results show it: `strategy.temperature`. */
  readonly name: string;
  readonly alternatives: readonly string[];
}

/** The settings that make a point: name of the axis to the alternative, as the author would write it. */
export type Point = Readonly<Record<string, string>>;

/** A point without its seed: results are reported by cell, over seeds. */
export interface Cell {
  readonly point: Point;
  /** Indices into the experiment's trials. */
  readonly trials: readonly number[];
  /** Index of the cell this one is compared with; absent for a baseline and where there is no comparison. */
  readonly against?: number;
  readonly expect?: Readonly<Record<string, number>>;
}

/** One point of an experiment, everything resolved. */
export interface Trial {
  readonly experiment: string;
  readonly point: Point;
  readonly seed: number;
  readonly dataset: Dataset;
  readonly teachers: readonly Teacher[];
  readonly student: Student;
  readonly strategy: Strategy;
  readonly train: Train;
  readonly measure: readonly Configured[];
  readonly limits: Limits;
  readonly resources: Resources;
  readonly expect?: Readonly<Record<string, number>>;
}

export interface Strategy {
  /** The declared name, or the entry as written. */
  readonly label: string;
  readonly method: Configured;
  /** Where it is written. */
  readonly span: Span;
}

export interface Dataset {
  /** The declared name, or the entry as written. */
  readonly label: string;
  readonly from: Configured;
  readonly facts: DatasetFacts;
  readonly train: Amount;
  readonly validation: Amount;
  readonly test: Amount;
  /** Which part of the training examples keeps its labels. */
  readonly labeled: Amount | { readonly perClass: number };
  readonly external: readonly Dataset[];
  readonly augment: readonly Configured[];
  readonly splitSeed: number | 'trial';
}

export interface Teacher {
  /** The declared name, or the net as written. */
  readonly label: string;
  readonly origin: Origin | TrainedTeacher;
  /** Where it is written. */
  readonly span: Span;
  readonly require?: { readonly metric: string; readonly operator: '>=' | '<=' | '>' | '<'; readonly value: number };
}

export interface TrainedTeacher {
  readonly from: 'training';
  readonly net: Configured;
  readonly train: Train;
  /** Absent: the experiment's own. */
  readonly dataset?: Dataset;
  readonly seed: number | 'trial';
  /** From 0: which of the differently seeded copies. */
  readonly copy: number;
}

/** Weights that exist before a job starts. */
export type Origin =
  | { readonly from: 'file'; readonly path: string }
  /** The student of another experiment's trial. */
  | { readonly from: 'trial'; readonly trial: Trial };

export interface Student {
  readonly label: string;
  readonly net: Configured;
  readonly start?: Origin;
  /** Where it is written. */
  readonly span: Span;
}

export interface Train {
  readonly length: { readonly epochs: number } | { readonly steps: number };
  readonly batch: number;
  readonly optimizer: Configured;
  readonly schedule: Configured;
  /** Largest norm of the whole gradient. */
  readonly clip?: number;
  readonly labelSmoothing: number;
  /** The metric on the validation part by which weights are kept. */
  readonly select: string;
  readonly stop?: Configured;
}

export interface Limits {
  readonly timeMs?: number;
  readonly retries: number;
  readonly memoryBytes?: number;
}

export interface Resources {
  readonly gpus: number;
  readonly cpus: number;
  readonly memoryBytes?: number;
}
