import type { FailureReason } from '../plan/failure.js';
import type { JobId, JobSpec } from '../plan/index.js';

/** What the head tells a worker process, one JSON message each over Node's IPC channel. */
export type ToWorker =
  | { readonly type: 'start-job'; readonly job: JobId; readonly spec: JobSpec; readonly attempt: number }
  /** A few batches of a training job, nothing stored: shapes, finite losses, gradients that arrive. */
  | { readonly type: 'try-job'; readonly job: JobId; readonly spec: JobSpec; readonly inputs: Inputs }
  /** Write a checkpoint if the job has one, give the job back, stay. */
  | { readonly type: 'stop-job' }
  /** Leave; a closed channel means the same. */
  | { readonly type: 'exit' };

/** Specs of all that a job needs, directly or not: what is not in the store is taken untrained when the job is tried out. */
export type Inputs = Readonly<Record<JobId, JobSpec>>;

/** What a worker answers. A worker does one job at a time. */
export type FromWorker =
  | { readonly type: 'ready'; readonly pid: number }
  | { readonly type: 'epoch-finished'; readonly job: JobId; readonly progress: EpochProgress }
  /** Before anything else of a job that goes on from a checkpoint. */
  | { readonly type: 'job-resumed'; readonly job: JobId; readonly at: ResumePoint }
  | { readonly type: 'job-finished'; readonly job: JobId; readonly result: JobResult }
  | { readonly type: 'job-stopped'; readonly job: JobId }
  | {
      readonly type: 'job-failed';
      readonly job: JobId;
      readonly reason: FailureReason;
      readonly text: string;
      /** Whose result is gone or damaged: of `damaged-input`. */
      readonly input?: JobId;
    }
  /** At least every five seconds while a job runs. */
  | { readonly type: 'alive' };

/** In the object of a training: its epochs, one line of JSON each, without the time they took and the learning rates. */
export const historyFile = 'history.jsonl';

export interface EpochProgress {
  readonly phase: string;
  /** From 1, over all phases. */
  readonly epoch: number;
  readonly epochs: number;
  /** Mean over the epoch of each loss term, by `<learner>.<term>` or `<term>` where there is one learner. */
  readonly losses: Readonly<Record<string, number>>;
  /** On the validation part, where there is one. */
  readonly metrics: Readonly<Record<string, number>>;
  /** Learning rate of the epoch's last step, by learner. Absent in journals of before it was told. */
  readonly rates?: Readonly<Record<string, number>>;
  readonly seconds: number;
}

/** Where a job goes on that an earlier attempt began. */
export interface ResumePoint {
  /** The attempt that wrote the checkpoint. */
  readonly from: number;
  /** Epochs that are done, of all phases. */
  readonly epoch: number;
  readonly epochs: number;
  /** Steps that are done, in the running phase. */
  readonly step: number;
}

export interface JobResult {
  readonly metrics: Readonly<Record<string, number>>;
  readonly warnings: readonly string[];
  readonly seconds: number;
  /** Of a job that was only tried out: what was seen, a line each. */
  readonly notes?: readonly string[];
}

/** What a student can be written as, and the files of each: for TensorFlow.js, for whatever reads ONNX, for TensorFlow. */
export const studentFiles = {
  tfjs: ['tfjs/model.json', 'tfjs/weights.bin'],
  onnx: ['student.onnx'],
  savedmodel: ['savedmodel/saved_model.pb'],
} as const;
export type StudentFormat = keyof typeof studentFiles;

/** Files beside the models, whatever the format. */
export const studentPapers = ['README.md', 'student.json', 'sample.json'] as const;

/** What the program `export-student.js` is asked, as one argument of JSON. */
export interface ExportOrder {
  /** Folder of the store, absolute. */
  readonly store: string;
  /** The evaluation whose product is wanted. */
  readonly result: JobId;
  /** Folder to write into, absolute. */
  readonly to: string;
  readonly as: readonly StudentFormat[];
  /** What else to say of the student beside its files. */
  readonly about: Readonly<Record<string, unknown>>;
}

/** What it answers, as one line of JSON. */
export type ExportAnswer =
  | {
      readonly type: 'exported';
      /** What is otherwise than may be expected, a sentence each. */
      readonly notes: readonly string[];
    }
  | { readonly type: 'refused'; readonly text: string };
