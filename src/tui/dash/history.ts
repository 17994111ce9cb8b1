import type { JobId, RunEvent } from '../../report/index.js';

type Epoch = Extract<RunEvent, { readonly type: 'epoch-finished' }>;

/** The numbers of a training by epoch, the last attempt's where an epoch was trained twice. */
export interface Curves {
  /** Epochs in all; at least as many as there are values. */
  readonly epochs: number;
  /** By loss term, then by metric on the validation part; NaN where an epoch did not tell. */
  readonly losses: ReadonlyMap<string, readonly number[]>;
  readonly metrics: ReadonlyMap<string, readonly number[]>;
}

interface Growing extends Curves {
  epochs: number;
  readonly losses: Map<string, number[]>;
  readonly metrics: Map<string, number[]>;
}

/** Gathers the epochs of all jobs as plain numbers: a run of days has a million of them. */
export class History {
  readonly #curves = new Map<JobId, Growing>();

  add({ job, epoch, epochs, losses, metrics }: Epoch): void {
    const curves = this.#curves.get(job) ?? { epochs, losses: new Map(), metrics: new Map() };
    this.#curves.set(job, curves);
    curves.epochs = epochs;
    note(curves.losses, losses, epoch);
    note(curves.metrics, metrics, epoch);
  }

  of(job: JobId): Curves | undefined {
    return this.#curves.get(job);
  }
}

function note(curves: Map<string, number[]>, values: Readonly<Record<string, number>>, epoch: number): void {
  for (const [name, value] of Object.entries(values)) {
    const curve = curves.get(name) ?? [];
    curves.set(name, curve);
    while (curve.length < epoch - 1) curve.push(Number.NaN);
    curve.length = epoch - 1; // what a former attempt made of later epochs is no more
    curve.push(Number(value)); // a journal has "NaN" as a text
  }
}
