import type { Amount, Configured, DatasetFacts } from '../catalogue/index.js';
import type { Limits, Point, Resources, StopEarly, Train } from '../check/experiment.js';
import type { JobId } from './job-id.js';

/**
 * What has to be done for some experiments: jobs in topological order, each once.
 * Contains no path of the store, time, priority or slot. JSON, frozen in the run's folder at its start.
 */
export interface Plan {
  readonly version: 1;
  readonly engine: Numerics;
  readonly experiments: readonly PlannedExperiment[];
  readonly jobs: readonly Job[];
}

/** What of an engine can change a result. */
export interface Numerics {
  readonly engine: EngineName;
  /** Of the tensor library, and of our own kernels behind a `+`. */
  readonly version: string;
  /** TF32 rounds the factors of products to 10 bits, as tensor cores of NVIDIA do unless they are told not to. */
  readonly precision: 'float32' | 'tf32';
  readonly threads: number;
  /** Present where a slot is a graphics card, whose sums round otherwise; absent where it is a share of the cores. */
  readonly computesOn?: 'card';
}

export type EngineName = 'wasm' | 'tensorflow' | 'webgpu';

export interface PlannedExperiment {
  readonly name: string;
  readonly about?: string;
  readonly axes: readonly { readonly name: string; readonly alternatives: readonly string[] }[];
  readonly excluded: number;
  readonly compare?: { readonly baseline: string; readonly metric: string };
  readonly stopEarly?: StopEarly;
  readonly trials: readonly PlannedTrial[];
  readonly cells: readonly PlannedCell[];
  readonly teachers: readonly PlannedTeacher[];
}

/** A teacher that students of the experiment learn from. */
export interface PlannedTeacher {
  readonly label: string;
  /** The job that measures it as the students are measured. */
  readonly evaluation: JobId;
}

export interface PlannedTrial {
  /** Short and unique in the plan: `first-3fa9c1`. */
  readonly id: string;
  readonly cell: Point;
  readonly seed: number;
  /** The job whose metrics are the trial's result. */
  readonly result: JobId;
  /** Everything the trial needs, in topological order, `result` last. */
  readonly jobs: readonly JobId[];
  /** Where the experiment weighs teachers by concepts. */
  readonly concepts?: PlannedConcepts;
}

/** Jobs of kind `concepts` of one trial. */
export interface PlannedConcepts {
  /** Empty where the trial's strategy does not ask its teachers. */
  readonly teachers: readonly { readonly label: string; readonly job: JobId }[];
  /** The job that trains the student, where weights are worked out. */
  readonly training: JobId;
  readonly student: JobId;
}

export interface PlannedCell {
  readonly cell: Point;
  /** Indices into `trials`. */
  readonly trials: readonly number[];
  /** Index of the baseline's cell. */
  readonly against?: number;
  readonly expect?: Readonly<Record<string, number>>;
}

export interface Job {
  readonly id: JobId;
  /** For people: `teacher wide`, `kd temperature 4, seed 2`. */
  readonly label: string;
  readonly spec: JobSpec;
  /** Jobs that must be done before: the spec's inputs, and gates. */
  readonly needs: readonly JobId[];
  /** Estimated arithmetic in MFLOP, for order and for the estimate of time. */
  readonly work: number;
  readonly limits: Limits;
  readonly resources: Resources;
}

export type JobSpec = TrainSpec | OutputsSpec | ConceptsSpec | EvaluateSpec | GateSpec | ImportSpec;
export type JobKind = JobSpec['kind'];

/** Data as a job uses it: which examples of which set, decided by counts and a seed, known by fingerprint. */
export interface DataSpec {
  readonly from: Configured;
  /** Of the bytes of the set's files. */
  readonly fingerprint: string;
  /** Of a set that the catalogue knows nothing of; they follow from its bytes. */
  readonly facts?: DatasetFacts;
  readonly train: Amount;
  readonly validation: Amount;
  readonly test: Amount;
  readonly labeled: Amount | { readonly perClass: number };
  readonly augment: readonly Configured[];
  readonly splitSeed: number;
}

/** Trains a net by a strategy; a teacher is a net trained by `none`. */
export interface TrainSpec {
  readonly kind: 'train';
  readonly data: DataSpec;
  readonly net: Configured;
  /** A job whose product the net starts from. */
  readonly start?: JobId;
  readonly strategy: Configured;
  readonly teachers: readonly TeacherInput[];
  readonly train: Train;
  readonly seed: number;
}

export interface TeacherInput {
  /** A `train` or `import` job. */
  readonly product: JobId;
  /** Its stored logits of the training part, where inputs are not augmented and logits are all that is asked for. */
  readonly outputs?: JobId;
  /** What it makes of concepts, where teachers are weighed by them. */
  readonly concepts?: JobId;
}

/** Runs a product over a part of the data and keeps its logits, in the order of the part. */
export interface OutputsSpec {
  readonly kind: 'outputs';
  readonly product: JobId;
  readonly data: DataSpec;
  readonly part: DataPart;
}

export type DataPart = 'train' | 'validation' | 'test';

/** Finds concept activation vectors in a net, and how sensitive its classes are to them. */
export interface ConceptsSpec {
  readonly kind: 'concepts';
  readonly product: JobId;
  /** Images and classes are those of its training part. */
  readonly data: DataSpec;
  /** The weighting `cav`, of it only what decides what is measured. */
  readonly measure: Configured;
  /** Fingerprints of the files that sources of examples read, in the order of concepts and sides. */
  readonly files: readonly string[];
  /** Decides which images are drawn. */
  readonly seed: number;
}

/** Measures a product. */
export interface EvaluateSpec {
  readonly kind: 'evaluate';
  readonly product: JobId;
  readonly data: DataSpec;
  readonly part: DataPart;
  /** `outputs` jobs of the teachers on the same part, for metrics that compare with them. */
  readonly teachers: readonly JobId[];
  readonly metrics: readonly Configured[];
  /** Further test sets of the same classes, reported as `<metric>@<name>`. */
  readonly external: readonly DataSpec[];
}

/** Fails with `refused`, naming the value reached, where a teacher is too weak to learn from. */
export interface GateSpec {
  readonly kind: 'gate';
  readonly evaluation: JobId;
  readonly teacher: string;
  readonly metric: string;
  readonly operator: '>=' | '<=' | '>' | '<';
  readonly value: number;
}

/** Takes a ready-made net into the store. */
export interface ImportSpec {
  readonly kind: 'import';
  readonly path: string;
  readonly fingerprint: string;
}
